// postfordeler user: accounts made at the command line are those that the page knows.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstLine } from '../../../src/cli/secret.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { isPassword } from '../../../src/web/passwords.js'
import { run } from './fake-io.js'

const password = 'syv grønne cykler'
let dir: string
const user = (args: readonly string[], stdin: readonly string[] = []) =>
  run(['user', ...args, '--config', join(dir, 'postfordeler.yml')], { stdin })

async function withLedger<T>(
  work: (ledger: Awaited<ReturnType<typeof createLedger>>) => Promise<T>,
): Promise<T> {
  const ledger = await createLedger(`sqlite:${join(dir, 'postfordeler.db')}`)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-user-'))
  await writeFile(join(dir, 'postfordeler.yml'), 'queues:\n  pas: { name: Pas }\n  vej: { name: Vej }\n')
  await user(['add', 'birthe', '--roles', 'caseworker,lead', '--departments', 'pas'], [password])
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('user add', () => {
  it('makes an account whose password opens it, under the name of who sits at the machine', async () => {
    await withLedger(async ({ accounts, audit }) => {
      expect(await accounts.find('birthe')).toMatchObject({
        roles: ['caseworker', 'lead'],
        departments: ['pas'],
      })
      expect(await isPassword(password, await accounts.passwordHash('birthe'))).toBe(true)
      expect(await audit({ limit: 1 })).toMatchObject([{ actor: 'birthe', action: 'account-added' }])
    })
  })

  it('prints no password', async () => {
    const { out, notes } = await user(['add', 'mette'], [password])
    expect([...out, ...notes].join('\n')).not.toMatch(/cykler|argon2/)
  })

  it.each([
    [['add', 'birthe'], [password], 1, 'There is an account "birthe" already'],
    [['add', 'birthe holm'], [password], 2, 'no user name'],
    [['add', 'program'], [password], 2, 'no user name'],
    [['add', 'ole', '--roles', 'boss'], [password], 2, 'There is no role "boss"'],
    [['add', 'ole', '--departments', 'pass'], [password], 2, 'There is no queue "pass"'],
    [['add', 'ole'], ['kort'], 2, 'too short'],
    [['add', 'ole'], [], 2, 'too short'],
    [['password', 'ole'], [password], 1, 'There is no account "ole"'],
    [['remove', 'ole'], [], 1, 'There is no account "ole"'],
  ])('%j is refused', async (args, stdin, code, said) => {
    const ran = await user(args, stdin)
    expect(ran.code).toBe(code)
    expect(ran.notes.join('\n')).toContain(said)
  })
})

describe('user password', () => {
  it('sets another', async () => {
    expect((await user(['password', 'birthe'], ['otte blå badebolde'])).code).toBe(0)
    const stored = await withLedger(({ accounts }) => accounts.passwordHash('birthe'))
    expect(await isPassword('otte blå badebolde', stored)).toBe(true)
    expect(await isPassword(password, stored)).toBe(false)
  })
})

describe('user list and remove', () => {
  it('tell who is there, and then not any more', async () => {
    await user(['add', 'ole', '--roles', 'admin'], [password])
    expect((await user(['list'])).out.join('\n')).toMatch(/ole +ole +admin +all +local +open +never/)
    expect((await user(['remove', 'ole'])).code).toBe(0)
    expect((await user(['list', '--json'])).json()).not.toContainEqual(
      expect.objectContaining({ name: 'ole' }),
    )
  })
})

describe('a password from stdin', () => {
  it.each([
    [['syv ', 'cykler\nmere'], 'syv cykler'],
    [['syv cykler\r\n'], 'syv cykler'],
    [['syv cykler'], 'syv cykler'],
    [[], ''],
    [[Buffer.from('blå\n')], 'blå'],
  ])('%j is the first line', async (chunks, line) => {
    const stdin = async function* () {
      yield* chunks
    }
    expect(await firstLine(stdin())).toBe(line)
  })
})
