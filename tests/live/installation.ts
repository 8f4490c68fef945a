// A whole installation in a temporary folder: configuration, model, ledger, and the program run as its users run it, as a process.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Mode } from '../../src/config/schema.js'
import { mailIdOf } from '../../src/ids.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { freshMailbox, type TestMailbox } from './dovecot.js'
import type { DovecotAddress } from './start-dovecot.js'

const root = resolve(import.meta.dirname, '..', '..')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Installation {
  readonly dir: string
  readonly configFile: string
  readonly mailbox: TestMailbox
  readonly redisPrefix: string
  /** Runs one command to its end. */
  run(...args: readonly string[]): Promise<Finished>
  start(...args: readonly string[]): ChildProcess
  /** As `start`, with variables of the environment. */
  startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): ChildProcess
  /** With an absolute path. */
  readonly databaseUrl: string
  /** The configured folder of each queue. */
  readonly folders: Readonly<Record<string, string>>
  openLedger(): Promise<Ledger>
  /** Where each mail lies, told by another connection: id -> folders, one for each copy. */
  whereabouts(): Promise<ReadonlyMap<string, readonly string[]>>
  remove(): Promise<void>
}

export interface InstallationOptions {
  readonly models: string
  readonly database?: 'sqlite' | 'postgres'
  readonly hasRedis?: boolean
  readonly mode?: Mode
  /** What the password file holds; the right one unless another is given. */
  readonly password?: string
  /** The run's Dovecot unless another is given. */
  readonly server?: DovecotAddress
  /** Keys of the configuration in place of the usual ones. */
  readonly changes?: { readonly database?: { readonly url: string } } & Readonly<Record<string, unknown>>
}

/** The bundled queues on a fresh mailbox of the run's Dovecot, every department folder made. */
export async function install({
  models,
  database = 'sqlite',
  hasRedis = false,
  mode = 'auto',
  password,
  server,
  changes = {},
}: InstallationOptions): Promise<Installation> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-live-'))
  const mailbox = await freshMailbox(server)
  const bundled = parse(await readFile(join(root, 'data', 'postfordeler.yml'), 'utf8'))
  const folderOf = Object.fromEntries(
    Object.entries<{ folder: string }>(bundled.queues).map(([key, { folder }]) => [key, folder]),
  )
  const folders = Object.values(folderOf)
  await mailbox.createFolders('Afdelinger', ...folders)
  const redisPrefix = `test-${randomBytes(6).toString('hex')}`
  const url = database === 'sqlite' ? 'sqlite:postfordeler.db' : await freshPostgres()
  const configFile = join(dir, 'postfordeler.yml')
  const config = {
    mailboxes: [
      {
        name: 'borgerservice',
        imap: { ...mailbox.account, passwordFile: 'password' },
        every: '1s',
        mode,
      },
    ],
    queues: bundled.queues,
    outside: bundled.outside,
    database: { url },
    models,
    http: { port: 0 },
    sample: { perDay: 0 }, // which mails are asked about is secret, and a test of one mail must not depend on it
    ...(hasRedis ? { redis: { url: inject('redisUrl'), prefix: redisPrefix } } : {}),
    ...changes,
  }
  await writeFile(configFile, stringify(config))
  await writeFile(join(dir, 'password'), `${password ?? mailbox.password}\n`, { mode: 0o600 })
  const startWith: Installation['startWith'] = (env, ...args) =>
    spawnProgram([...args, '--config', configFile], dir, env)
  const start = (...args: readonly string[]) => startWith({}, ...args)
  const usualUrl = database === 'sqlite' ? `sqlite:${join(dir, 'postfordeler.db')}` : url
  const databaseUrl = changes.database?.url ?? usualUrl
  return {
    ...{ dir, configFile, mailbox, redisPrefix, start, startWith, databaseUrl, folders: folderOf },
    run: (...args) => finish(start(...args)),
    openLedger: () => createLedger(databaseUrl),
    whereabouts: () => whereabouts(mailbox, ['INBOX', ...folders]),
    async remove() {
      await mailbox.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** The program as it is installed, built by `npm run build`: it starts twice as fast as from its sources. */
const program = join(root, 'dist', 'cli', 'index.js')

/** The program as a process of its own. */
export function spawnProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  if (!existsSync(program)) throw new Error('The live tests run the built program: npm run build')
  return spawnBuild(program, args, cwd, env)
}

/** Another build of the program. */
export const spawnBuild = (
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): ChildProcess =>
  spawn(process.execPath, [file, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })

export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (data) => {
    stdout += data
  })
  child.stderr?.on('data', (data) => {
    stderr += data
  })
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => done({ code, stdout, stderr }))
  })
}

/** The bundled inbox, in the order of its files. */
export async function bundledInbox(): Promise<readonly Uint8Array[]> {
  const dir = join(root, 'data', 'inbox')
  const files = (await readdir(dir)).filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(files.map((name) => readFile(join(dir, name))))
}

// ---------------------------------------------------------------------------------------------------------------

async function freshPostgres(): Promise<string> {
  const serverUrl = inject('postgresUrl')
  const schema = `journey_${randomBytes(6).toString('hex')}`
  const admin = new Client(serverUrl)
  await admin.connect()
  await admin.query(`create schema ${schema}`)
  await admin.end()
  return `${serverUrl}?options=${encodeURIComponent(`-c search_path=${schema}`)}`
}

async function whereabouts(mailbox: TestMailbox, folders: readonly string[]) {
  const found = new Map<string, string[]>()
  for (const folder of folders) {
    for (const { bytes } of await mailbox.contents(folder)) {
      const id = mailIdOf(bytes)
      found.set(id, [...(found.get(id) ?? []), folder])
    }
  }
  return found
}
