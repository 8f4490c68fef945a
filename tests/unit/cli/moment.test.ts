import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { momentAfter, momentBefore } from '../../../src/cli/moment.js'
import { run } from './fake-io.js'

const now = new Date('2025-03-04T09:00:00.000Z')

describe('a moment on the command line', () => {
  it.each([
    ['90s', '2025-03-04T08:58:30.000Z'],
    ['90m', '2025-03-04T07:30:00.000Z'],
    ['2h', '2025-03-04T07:00:00.000Z'],
    ['3d', '2025-03-01T09:00:00.000Z'],
    ['1w', '2025-02-25T09:00:00.000Z'],
    ['2025-03-04', '2025-03-03T23:00:00.000Z'],
    ['2025-07-01', '2025-06-30T22:00:00.000Z'],
    ['2025-03-04T09:00', '2025-03-04T08:00:00.000Z'],
    ['2025-07-01 09:30:15', '2025-07-01T07:30:15.000Z'],
    ['2025-03-04T09:00:00Z', '2025-03-04T09:00:00.000Z'],
    ['2025-03-04T09:00:00.250+02:00', '2025-03-04T07:00:00.250Z'],
    ['2025-03-30T02:30', '2025-03-30T01:30:00.000Z'], // an hour that the clock skips: 03:30
    ['2025-10-26T02:30', '2025-10-26T00:30:00.000Z'], // an hour that comes twice: the first
  ])('%s is %s', (text, expected) => {
    expect(momentBefore(text, now)).toBe(expected)
  })

  it('so long ahead, where something is to come', () => {
    expect(momentAfter('2h', now)).toBe('2025-03-04T11:00:00.000Z')
    expect(momentAfter('2025-03-05', now)).toBe('2025-03-04T23:00:00.000Z')
  })

  it.each([
    '',
    'lately',
    '5',
    '5y',
    '500ms',
    '2025-02-30',
    '2025-13-01',
    '25-03-04',
    '2025-03-04T25:00',
    '-2h',
  ])('"%s" is none, and the error says what is', (text) => {
    expect(() => momentBefore(text, now)).toThrow(`"${text}" is no time.`)
  })

  it('is the same to every command, with one error text', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'postfordeler-moment-'))
    const config = join(dir, 'postfordeler.yml')
    await writeFile(config, 'queues:\n  pas: { name: Pas }\n')
    for (const command of ['stats', 'audit', 'unroute']) {
      const { code, notes } = await run([command, '--since', 'lately', '--config', config])
      expect({ command, code, notes }).toEqual({
        ...{ command, code: 2 },
        notes: ['error: "lately" is no time.', expect.stringContaining('hint: Write 90s, 90m, 2h, 3d or 1w')],
      })
    }
    await rm(dir, { recursive: true })
  })
})
