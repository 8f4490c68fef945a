// `user add` at a real terminal: what is typed is not shown, can be erased, and Ctrl-C ends it with nothing done.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { isPassword } from '../../src/web/passwords.js'
import { serverBinary } from './server-process.js'

const program = resolve(import.meta.dirname, '..', '..', 'dist', 'cli', 'index.js')
const password = 'syv grønne cykler'

let dir: string
let url: string
let terminal: Terminal

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-terminal-'))
  url = `sqlite:${join(dir, 'ledger.db')}`
  const config = {
    queues: { pas: { name: 'Pas' } },
    mailboxes: [{ name: 'b', path: `eml:${dir}` }],
    database: { url },
  }
  await writeFile(join(dir, 'config.yml'), JSON.stringify(config)) // JSON is YAML
  terminal = openTerminal(`'${process.execPath}' '${program}' user add birthe --config '${dir}/config.yml'`)
})
afterEach(async () => {
  terminal.end()
  await rm(dir, { recursive: true, force: true })
})

describe('the password prompt', () => {
  it('asks twice, shows nothing of what is typed, and lets it be erased', async () => {
    await terminal.shows('New password for birthe: ')
    terminal.type(`${password}!\u007f\r`)
    await terminal.shows('Once more: ')
    terminal.type(`${password}\r`)
    expect(await terminal.ended).toBe(0)
    expect(terminal.text()).toBe(
      'New password for birthe: \r\nOnce more: \r\nbirthe may log in as caseworker.\r\n',
    )
    const ledger = await createLedger(url)
    const hash = await ledger.accounts.passwordHash('birthe')
    await ledger.close()
    expect(await isPassword(password, hash)).toBe(true)
  })

  it('makes no account of two that differ', async () => {
    await terminal.shows('New password for birthe: ')
    terminal.type(`${password}\r`)
    await terminal.shows('Once more: ')
    terminal.type('noget helt andet\r')
    expect(await terminal.ended).toBe(2)
    expect(terminal.text()).toContain('The two passwords are not the same.')
  })

  it('is left by Ctrl-C with nothing done', async () => {
    await terminal.shows('New password for birthe: ')
    terminal.type(`${password}\u0003`)
    expect(await terminal.ended).toBe(130)
    expect(terminal.text()).not.toContain('cykler')
    const ledger = await createLedger(url)
    expect(await ledger.accounts.list()).toEqual([])
    await ledger.close()
  })
})

// ---------------------------------------------------------------------------------------------------------------

interface Terminal {
  readonly shows: (text: string) => Promise<void>
  readonly type: (keys: string) => void
  readonly text: () => string
  /** The exit code. */
  readonly ended: Promise<number | null>
  readonly end: () => void
}

/** A command at a terminal of its own, which `script` of util-linux opens. */
function openTerminal(command: string): Terminal {
  const child: ChildProcessWithoutNullStreams = spawn(serverBinary('script'), ['-qec', command, '/dev/null'])
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return {
    text: () => text,
    ended,
    type: (keys) => void child.stdin.write(keys),
    async shows(wanted) {
      for (const deadline = Date.now() + 30_000; !text.includes(wanted); ) {
        if (Date.now() > deadline || child.exitCode !== null) throw new Error(`the terminal shows: ${text}`)
        await new Promise((later) => setTimeout(later, 20))
      }
    },
    end: () => void child.kill(),
  }
}
