import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BodyText } from '../../../src/journey.js'
import { readAllLabelled } from '../../../src/train/read-labelled.js'

const whole = (own: string): BodyText => ({ own, signature: '', quoted: '', forwarded: '' })
const readers = {
  splitBody: whole,
  parseEml: async (bytes: Uint8Array) => ({ subject: 'emne', body: whole(Buffer.from(bytes).toString()) }),
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labelled-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(dir, name), content)
  return join(dir, name)
}

describe('reading labelled mail', () => {
  it('takes a subject with a body, or a text', async () => {
    const path = await file(
      'both.jsonl',
      '{"id":"1","label":"pas","subject":"nyt","body":"pas","lang":"da"}\n\n{"label":"p","text":"bøde"}\n',
    )
    expect(await readAllLabelled([path], readers)).toEqual([
      expect.objectContaining({
        id: '1',
        label: 'pas',
        language: 'da',
        text: { subject: 'nyt', own: 'pas', quoted: '', forwarded: '' },
      }),
      expect.objectContaining({
        id: 'both.jsonl:3',
        label: 'p',
        text: { subject: '', own: 'bøde', quoted: '', forwarded: '' },
      }),
    ])
  })

  it('reads gzip and a byte order mark', async () => {
    const path = await file('packed.jsonl.gz', gzipSync('\uFEFF{"label":"pas","text":"å"}\n'))
    expect(await readAllLabelled([path], readers)).toHaveLength(1)
  })

  it('takes a folder of .eml as a label', async () => {
    await mkdir(join(dir, 'tree', 'pas'), { recursive: true })
    await file('tree/pas/1.eml', 'nyt pas')
    await file('tree/pas/notes.txt', 'no mail')
    expect(await readAllLabelled([join(dir, 'tree')], readers)).toEqual([
      expect.objectContaining({ id: 'pas/1.eml', label: 'pas' }),
    ])
  })

  it('names every bad line at once, without its text', async () => {
    const path = await file(
      'bad.jsonl',
      '{"label":"pas","text":"ok"}\nhemmeligt\n{"label":"pas"}\n{"text":"x"}\n',
    )
    const error = await readAllLabelled([path], readers).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'DATA_FAULTY' })
    for (const line of [2, 3, 4]) expect(error.message).toContain(`bad.jsonl:${line}`)
    expect(error.message).toContain('expected "label"')
    expect(error.message).not.toContain('hemmeligt')
  })

  it('stops after twenty faults and says there may be more', async () => {
    const path = await file('worse.jsonl', 'x\n'.repeat(100))
    await expect(readAllLabelled([path], readers)).rejects.toThrow(/20 or more/)
  })

  it.each([
    ['that is not there', 'nothing.jsonl', 'DATA_MISSING'],
    ['of another kind', 'list.csv', 'DATA_UNKNOWN_KIND'],
  ])('refuses a path %s', async (_, name, code) => {
    await file('list.csv', 'a,b')
    await expect(readAllLabelled([join(dir, name)], readers)).rejects.toMatchObject({ code })
  })

  it('fails on a broken archive instead of ending early', async () => {
    const path = await file(
      'broken.jsonl.gz',
      gzipSync('{"label":"pas","text":"x"}\n'.repeat(50)).subarray(0, 30),
    )
    await expect(readAllLabelled([path], readers)).rejects.toThrow()
  })
})
