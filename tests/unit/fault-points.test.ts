import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'

/** A module of its own for each test: arming is for the life of a process. */
let faults: typeof import('../../src/fault-points.js')
beforeEach(async () => {
  vi.resetModules()
  faults = await import('../../src/fault-points.js')
})
const dir = mkdtempSync(join(tmpdir(), 'postfordeler-faults-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const consent = { POSTFORDELER_FAULT_CONSENT: 'tests-only' }

describe('fault points', () => {
  it('that nobody armed change nothing', async () => {
    faults.armFaults({})
    expect(faults.hasFaults()).toBe(false)
    expect(await faults.passing('decided', async () => 7)).toBe(7)
  })

  it.each([
    { what: 'without the consent of a test', env: { POSTFORDELER_FAULT: 'fail decided.before 1' } },
    {
      what: 'with another consent',
      env: { POSTFORDELER_FAULT_TRACE: 'trace', POSTFORDELER_FAULT_CONSENT: 'yes' },
    },
    {
      what: 'at a place that there is not',
      env: { ...consent, POSTFORDELER_FAULT: 'fail nowhere.before 1' },
    },
    { what: 'in a way that there is not', env: { ...consent, POSTFORDELER_FAULT: 'burn decided.before 1' } },
    { what: 'at no passing', env: { ...consent, POSTFORDELER_FAULT: 'kill decided.before 0' } },
  ])('are not armed $what: the process does not start', ({ env }) => {
    expect(() => faults.armFaults(env)).toThrow(expect.objectContaining({ code: 'FAULT_POINTS_REFUSED' }))
    expect(faults.hasFaults()).toBe(false)
  })

  it('fail at the passing that was asked for, before or after the work, and at no other', async () => {
    faults.armFaults({ ...consent, POSTFORDELER_FAULT: 'fail decided.before 2, fail queued.after 1' })
    const done: string[] = []
    const step = (name: 'decided' | 'queued') => faults.passing(name, async () => void done.push(name))
    await step('decided')
    await expect(step('decided')).rejects.toThrow('decided.before')
    await step('decided')
    await expect(step('queued')).rejects.toThrow('queued.after')
    expect(done).toEqual(['decided', 'decided', 'queued'])
  })

  it('wait as long as was asked for', async () => {
    faults.armFaults({ ...consent, POSTFORDELER_FAULT: 'delay lease.before 1 80' })
    const began = performance.now()
    await faults.passing('lease', async () => undefined)
    expect(performance.now() - began).toBeGreaterThan(70)
  })

  it('leave a trace of all that were passed, in their order', async () => {
    const trace = join(dir, 'trace')
    faults.armFaults({ ...consent, POSTFORDELER_FAULT_TRACE: trace })
    await faults.passing('received', () => faults.passing('commit', async () => undefined))
    expect(readFileSync(trace, 'utf8').trim().split('\n')).toEqual([
      ...['received.before', 'commit.before', 'commit.after', 'received.after'],
    ])
  })
})
