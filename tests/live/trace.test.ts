// One mail is followed from `route --once` to its department's folder, through the files that it enters. What docs/design.md
// says of the walk is what is found here.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRACE_VARIABLE, writeTracedProgram } from '../../scripts/traced-program.js'
import { promote } from '../../src/model/current.js'
import { saveTinyModel } from '../unit/model/tiny.js'
import { finish, type Installation, install, spawnBuild } from './installation.js'

const root = resolve(import.meta.dirname, '..', '..')

const mail = Buffer.from(
  [
    'Message-ID: <et-pas@borger.example>',
    'From: Ane Prøve <ane@borger.example>',
    'To: borgerservice@kk.example',
    'Subject: Nyt pas',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hej nyt pas til min søn, ring til mig',
    '',
  ].join('\r\n'),
)

let dir: string
let installed: Installation
let walk: readonly string[]

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'postfordeler-trace-'))
  const models = join(dir, 'models')
  await promote(models, await saveTinyModel(models))
  installed = await install({ models })
  await installed.mailbox.append('INBOX', [mail])
  const program = writeTracedProgram(join(dir, 'program'))
  const trace = join(dir, 'trace')
  const args = ['route', '--once', '--config', installed.configFile]
  const { code, stderr } = await finish(spawnBuild(program, args, installed.dir, { [TRACE_VARIABLE]: trace }))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  walk = walkOf(readFileSync(trace, 'utf8'))
}, 120_000)

afterAll(async () => {
  await installed.remove()
  rmSync(dir, { recursive: true, force: true })
})

/** The files in the order in which they are entered; a file that calls itself is not entered again. */
function walkOf(trace: string): readonly string[] {
  const entered = trace
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  return entered.filter((file, nth) => file !== entered[nth - 1])
}

const ofPass = (): readonly string[] => walk.filter((file) => file.startsWith('pass/'))

describe('a mail on its way', () => {
  it('ends in the folder of its department', async () => {
    expect(await installed.mailbox.contents('Afdelinger/Pas')).toHaveLength(1)
  })

  it('enters each file of a pass once, or once again', () => {
    const times = new Map<string, number>()
    for (const file of ofPass()) times.set(file, (times.get(file) ?? 0) + 1)
    expect([...times].filter(([, count]) => count > 2)).toEqual([])
  })

  it('enters them in the order that docs/design.md tells', () => {
    const design = readFileSync(join(root, 'docs', 'design.md'), 'utf8')
    const told = [...design.matchAll(/^\| \d+ \| `src\/(pass\/[^`]+)` \|/gm)].map(([, file]) => file)
    const entered = ofPass().slice(ofPass().indexOf('pass/pass.ts'))
    expect(told).toEqual([...new Set(entered)])
  })

  it('meets no file of a pass that is too long to be read at one sitting', () => {
    const lines = (file: string) => readFileSync(join(root, 'src', file), 'utf8').split('\n').length
    expect(ofPass().filter((file) => lines(file) > 200)).toEqual([])
  })
})
