import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isWorthRetrying } from '../../src/connections/errors.js'
import { createImapConnection } from '../../src/connections/imap.js'
import { findFolder } from '../../src/connections/imap-folders.js'
import { mailBytes } from '../contracts/source.js'
import { freshMailbox, type TestMailbox } from './dovecot.js'
import { refusedLogins, startDovecot } from './start-dovecot.js'

describe('the login', () => {
  const account = (user: string) => ({ host: '127.0.0.1', port: inject('dovecot').port, tls: false, user })

  it('is tried once with a wrong password, and every later task gets the same error', async () => {
    let nowMs = 0
    const imap = createImapConnection(account('forkert'), { password: 'gæt' }, { now: () => nowMs })
    const errors = await Promise.all([imap.folders(), imap.check(), imap.moveStrategy()].map(errorOf))
    expect(errors.map((error) => error.code)).toEqual(Array(3).fill('IMAP_LOGIN_REFUSED'))
    expect(errors.some(isWorthRetrying)).toBe(false)
    expect(await refusedLogins(inject('dovecot').logFile, 'forkert')).toBe(1)
    nowMs = 16 * 60_000
    await errorOf(imap.folders())
    expect(await refusedLogins(inject('dovecot').logFile, 'forkert')).toBe(2)
  })

  it('never tells the password in its error', async () => {
    const error = await errorOf(
      createImapConnection(account('x'), { password: 'hemmeligt-kodeord' }).folders(),
    )
    expect(JSON.stringify([error, error.message, error.stack, String(error.cause)])).not.toContain(
      'hemmeligt',
    )
  })

  it('says where it failed when nobody listens there', async () => {
    const imap = createImapConnection({ ...account('x'), port: 1 }, { password: 'x' })
    const error = await errorOf(imap.folders())
    expect(error).toMatchObject({ code: 'IMAP_UNREACHABLE', message: expect.stringContaining('127.0.0.1:1') })
    expect(isWorthRetrying(error)).toBe(true)
  })
})

describe('TLS', () => {
  const account = () => ({ host: 'localhost', port: inject('dovecot').tlsPort, tls: true, user: 'tls' })

  it('trusts a certificate that the given authority vouches for', async () => {
    const { caFile, password } = inject('dovecot')
    const imap = createImapConnection({ ...account(), tlsCaFile: caFile }, { password })
    expect((await imap.folders()).map((folder) => folder.path)).toEqual(['INBOX'])
    await imap.close()
  })

  it('refuses an unknown certificate before the password is sent', async () => {
    const imap = createImapConnection(account(), { password: inject('dovecot').password })
    await expect(imap.folders()).rejects.toMatchObject({ code: 'IMAP_TLS_REFUSED' })
  })

  it('refuses a port that speaks no TLS', async () => {
    const imap = createImapConnection({ ...account(), port: inject('dovecot').port }, { password: 'x' })
    await expect(imap.folders()).rejects.toMatchObject({ code: 'IMAP_TLS_REFUSED' })
  })

  it('says so when the authority file cannot be read', async () => {
    const imap = createImapConnection({ ...account(), tlsCaFile: 'no/such.pem' }, { password: 'x' })
    await expect(imap.folders()).rejects.toMatchObject({ code: 'IMAP_CA_UNREADABLE' })
  })
})

describe('an open mailbox', () => {
  let mailbox: TestMailbox
  beforeEach(async () => {
    mailbox = await freshMailbox()
  })
  afterEach(() => mailbox.close())

  it('tells what the server can do', async () => {
    const { capabilities, moveStrategy: moveWay, folders } = await mailbox.imap.check()
    expect(capabilities).toEqual(expect.arrayContaining(['MOVE', 'UIDPLUS']))
    expect(moveWay).toBe('move')
    expect(folders).toEqual([{ path: 'INBOX', name: 'INBOX', canHoldMail: true }])
  })

  it.each([
    ['with an ampersand and æ', 'Ældre & Omsorg', 'Ældre & Omsorg'],
    ['on two levels', 'Afdelinger/Pas', 'Afdelinger/Pas'],
    [
      'that the server holds decomposed, by its composed name',
      'Omsorgsområdet'.normalize('NFD'),
      'Omsorgsområdet',
    ],
    [
      'that the server holds composed, by its decomposed name',
      'Børn og Ungå',
      'Børn og Ungå'.normalize('NFD'),
    ],
  ])('finds a folder %s', async (_, path, configured) => {
    await mailbox.createFolders(path)
    const found = findFolder(await mailbox.imap.folders(), configured)
    expect(found?.path).toBe(path)
    expect(await mailbox.imap.inFolder(found!.path, 'read', (folder) => folder.uids())).toEqual([])
  })

  it('carries out tasks one at a time, each in its own folder', async () => {
    await mailbox.createFolders('A', 'B')
    await mailbox.append('A', [mailBytes(1)])
    await mailbox.append('B', [mailBytes(1), mailBytes(2)])
    const countIn = (path: string) =>
      mailbox.imap.inFolder(
        path,
        'read',
        async (folder) => (await folder.fetchRaw(await folder.uids())).length,
      )
    expect(await Promise.all(['A', 'B', 'A', 'B', 'A'].map(countIn))).toEqual([1, 2, 1, 2, 1])
  })

  it('connects again after the line broke', async () => {
    await mailbox.imap.folders()
    const broken = mailbox.imap.inFolder('INBOX', 'read', async (folder) => {
      await mailbox.other.mailboxOpen('INBOX')
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET', folder })
    })
    await expect(broken).rejects.toMatchObject({ code: 'IMAP_UNREACHABLE' })
    expect(await mailbox.imap.folders()).toHaveLength(1)
  })

  it('refuses everything after it was closed', async () => {
    await mailbox.imap.close()
    await expect(mailbox.imap.folders()).rejects.toMatchObject({ code: 'IMAP_CLOSED' })
  })
})

describe('a server that puts "INBOX." before every folder', () => {
  it('is searched by the names that people write', async () => {
    const server = await startDovecot({ prefix: 'INBOX.', separator: '.' })
    try {
      const mailbox = await freshMailbox(server)
      await mailbox.createFolders('INBOX.Afdelinger.Ældre & Omsorg')
      const folders = await mailbox.imap.folders()
      const names = [
        'Afdelinger/Ældre & Omsorg',
        'INBOX/Afdelinger/Ældre & Omsorg',
        'INBOX.Afdelinger.Ældre & Omsorg',
      ]
      const paths = names.map((name) => findFolder(folders, name)?.path)
      expect(paths).toEqual(Array(3).fill('INBOX.Afdelinger.Ældre & Omsorg'))
      expect(findFolder(folders, 'inbox')?.path).toBe('INBOX')
      expect(findFolder(folders, 'Afdelinger')).toBeUndefined()
      await mailbox.close()
    } finally {
      await server.stop()
    }
  })
})

async function errorOf(task: Promise<unknown>): Promise<Error & { code?: string }> {
  return task.then(
    () => new Error('nothing was refused'),
    (error: Error) => error,
  )
}
