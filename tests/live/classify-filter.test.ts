// `classify` as another program uses it: kept running, a line written, its answer waited for.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveTinyModel } from '../unit/model/tiny.js'

const program = resolve(import.meta.dirname, '../../dist/cli/index.js')
const passport = 'Hej mit pas udløber hvad gør jeg'

let dir: string
let model: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-filter-'))
  model = join(dir, await saveTinyModel(dir))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

function startFilter() {
  const child: ChildProcessWithoutNullStreams = spawn(
    process.execPath,
    [program, 'classify', '--model', model],
    { cwd: dir },
  )
  child.stderr.resume()
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    write: (text: string) => child.stdin.write(text),
    answer: async () => JSON.parse((await lines.next()).value ?? ''),
    end: async () => {
      child.stdin.end()
      const [code] = await once(child, 'close')
      return code
    },
  }
}

describe('a filter that is kept running', () => {
  it('answers each line before the next is written, whole mails too', async () => {
    const { write, answer, end } = startFilter()
    write(`${JSON.stringify({ id: 'a', text: passport })}\n`)
    expect(await answer()).toMatchObject({ id: 'a', decision: 'route', queue: 'pas' })
    const raw = Buffer.from(`From: bo@borger.example\r\nSubject: Pas\r\n\r\n${passport}\r\n`).toString(
      'base64',
    )
    write(`\n${JSON.stringify({ id: 'b', raw })}\n`)
    expect(await answer()).toMatchObject({ id: 'b', modelId: expect.any(String) })
    expect(await end()).toBe(0)
  })

  it('goes on after a bad line, and says so when it ends', async () => {
    const { write, answer, end } = startFilter()
    write('{"text": \n')
    expect(await answer()).toMatchObject({ id: '1', error: { code: 'LINE_NOT_JSON' } })
    write(`${JSON.stringify({ text: passport })}\n`)
    expect(await answer()).toMatchObject({ id: '2', decision: 'route' })
    expect(await end()).toBe(1)
  })

  it('answers many lines that are written at once in their order', async () => {
    const { write, answer, end } = startFilter()
    const ids = Array.from({ length: 200 }, (_, nth) => `mail ${nth}`)
    write(ids.map((id) => `${JSON.stringify({ id, text: passport })}\n`).join(''))
    const answered: string[] = []
    for (const _ of ids) answered.push((await answer()).id)
    expect(answered).toEqual(ids)
    expect(await end()).toBe(0)
  })
})
