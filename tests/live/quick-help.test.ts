// What the built program loads to print its help. Held here instead of its time, which depends on the machine.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const program = resolve(import.meta.dirname, '../../dist/cli/index.js')
const recorder = join(import.meta.dirname, 'record-loads.mjs')

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-loads-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** The packages, and the program's own files, that a command loads. */
async function loadedBy(args: readonly string[]) {
  const file = join(dir, `${args.join('-')}.txt`)
  const { status, stdout } = spawnSync('node', ['--import', recorder, program, ...args], {
    env: { ...process.env, LOADED: file },
    encoding: 'utf8',
  })
  const loaded = (await readFile(file, 'utf8')).split('\n')
  const packages = loaded.flatMap((one) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(one)?.[1] ?? [])
  const own = loaded.flatMap((one) => /\/dist\/(.*\.js)$/.exec(one)?.[1] ?? [])
  return { status, stdout, packages: [...new Set(packages)], own: own.sort() }
}

/** As the help itself names them, so that a command that comes later is held too. */
const names = [
  ...spawnSync('node', [program, '--help'], { encoding: 'utf8' }).stdout.matchAll(/^ {2}([a-z]+)/gm),
]
  .map(([, name]) => name as string)
  .filter((name) => name !== 'help')

/** What no help needs, though it would bring no package with it: the doors and what stands upon them. */
const heavy =
  /^(wiring|log)\.js$|^(web|model|desk|ingest)\/|^config\/(load|schema|describe)\.js$|^(daemon\/daemon|pass\/(pass|steps))\.js$|^ledger\/(?!contract\/)/

describe('nothing but commander and light files of our own is loaded', () => {
  it('by --version, which needs no command', async () => {
    const { status, packages, own } = await loadedBy(['--version'])
    expect({ status, packages }).toEqual({ status: 0, packages: ['commander'] })
    expect(own).toEqual([
      'cli/command-io.js',
      'cli/command.js',
      'cli/index.js',
      'cli/secret.js',
      'cli/version.js',
      'errors.js',
      'fault-points.js',
    ])
  })

  it('by --help, which asks every command', async () => {
    const { status, stdout, packages, own } = await loadedBy(['--help'])
    expect({ status, packages }).toEqual({ status: 0, packages: ['commander'] })
    expect(stdout).toMatch(/^Usage: postfordeler/)
    expect(own.filter((file) => heavy.test(file))).toEqual([])
  })

  it.each(names)('by %s --help, which asks no other command', async (name) => {
    const { status, stdout, packages, own } = await loadedBy([name, '--help'])
    expect({ status, packages }).toEqual({ status: 0, packages: ['commander'] })
    expect(stdout).toMatch(new RegExp(`^Usage: postfordeler ${name}\\b`))
    expect(own.filter((file) => heavy.test(file))).toEqual([])
  })
})
