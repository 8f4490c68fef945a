// The bundled inbox, mail by mail: what `classify` says is what `route` does, but for threads. The model has seen a part of the history only.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import { run } from './fake-io.js'

const data = resolve(import.meta.dirname, '../../../data')
const inbox = join(data, 'inbox')
const LEARNT_MAILS = 400

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-as-route-'))
  const history = await Promise.all(
    ['w1', 'w2'].map((name) => readFile(join(data, 'historical', `${name}.jsonl`), 'utf8')),
  )
  await writeFile(join(dir, 'some.jsonl'), history.join('').split('\n').slice(0, LEARNT_MAILS).join('\n'))
  const text = await readFile(join(data, 'postfordeler.yml'), 'utf8')
  const config = text
    .replace('eml:inbox', `eml:${inbox}`)
    .replace(/url: sqlite:.*/, 'url: sqlite:none.db')
    .replace(/^models: .*/m, 'models: models')
    .replace('error: 0.05', 'error: 0.4') // so that so small a model files some of it
  await writeFile(join(dir, 'postfordeler.yml'), config)
  const { json } = await command('train', '--data', join(dir, 'some.jsonl'), '--json')
  await command('promote', (json() as { modelId: string }).modelId)
}, 300_000)
afterAll(() => rm(dir, { recursive: true, force: true }))

const command = (...args: readonly string[]) => run([...args, '--config', join(dir, 'postfordeler.yml')])

interface Said {
  readonly id: string
  readonly decision: string
  readonly parts: readonly { readonly queue: string }[]
  readonly because: { readonly kind: string }
}

it('each mail is decided alike', async () => {
  const files = (await readdir(inbox)).map((name) => join(inbox, name))
  const idOf = new Map(
    await Promise.all(files.map(async (file) => [file, mailIdOf(await readFile(file))] as const)),
  )
  const routed = (await command('route', '--once', '--dry-run', '--json')).out
    .map((line): Said => JSON.parse(line))
    .filter(({ because }) => because.kind !== 'thread')
  const classified = new Map(
    (await command('classify', ...files)).out.map((line) => {
      const { id, decision, parts, becauseKind } = JSON.parse(line)
      return [idOf.get(id), { decision, parts, becauseKind }]
    }),
  )
  expect(routed.length).toBeGreaterThan(200)
  expect(new Set(routed.map(({ decision }) => decision))).toContain('route')
  expect(routed.map(({ id }) => [id, classified.get(id as never)])).toEqual(
    routed.map(({ id, decision, parts, because }) => [id, { decision, parts, becauseKind: because.kind }]),
  )
}, 120_000)
