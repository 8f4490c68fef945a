// Every server of the matrix against everything that servers differ in: names of folders, marks of other clients, quotas, rights.
// What is asserted is told by the checker and by another client, never by the door under test.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { movedKeyword } from '../../src/connections/imap-open-folder.js'
import { type MailId, mailIdOf } from '../../src/ids.js'
import { freshMailbox, type MailServer, type TestMailbox } from '../live/dovecot.js'
import { sendImapCommand } from '../live/imap-command.js'
import { limitFolder } from '../live/start-cyrus.js'
import { tellFigure } from './figures.js'
import { type ImapOffice, letter, longWait, type OfficeOptions, openOffice } from './imap-harness.js'
import { type MatrixServer, matrixServers } from './matrix-servers.js'

const figureName = 'Server matrix'

/** Names as an operator writes them, and the levels under which another client makes them. */
const names: Readonly<Record<string, readonly string[]>> = {
  oeae: ['Ældre og Støtte på Ø'],
  nfd: ['Omsorgsområdet'.normalize('NFD')],
  og: ['Skat & Told'],
  levels: ['Afdelinger', 'Børn og Unge'],
  quotes: ['Sager "haster"'],
}

const idOf = (bytes: Uint8Array): MailId => mailIdOf(bytes)

describe.each(matrixServers)('$name', (server: MatrixServer) => {
  let running: Awaited<ReturnType<MatrixServer['start']>>
  let mailbox: TestMailbox
  let office: ImapOffice | undefined
  beforeAll(async () => {
    running = await server.start()
  })
  afterAll(() => running?.stop())
  beforeEach(async () => {
    mailbox = await freshMailbox(running)
  })
  afterEach(async () => {
    await office?.close()
    office = undefined
    await mailbox.close()
  })

  const open = async (folders: Readonly<Record<string, string>>, more: Partial<OfficeOptions> = {}) => {
    office = await openOffice({ login: loginOf(running, mailbox), folders, ...more })
    return office
  }
  const count = (cells: number) => tellFigure(figureName, { cells: { sum: cells } })
  /** Cyrus takes no quotation marks into a name. */
  const keys = Object.keys(names).filter((key) => server.kind === 'dovecot' || key !== 'quotes')

  it.each(keys)('files mail in a folder whose name is of the kind "%s", once', async (key) => {
    const levels = names[key] as readonly string[]
    await mailbox.other.mailboxCreate([...levels])
    const mails = [1, 2, 3].map((n) => letter(key, n))
    await mailbox.append('INBOX', mails)
    const { pass, check } = await open({ [key]: levels.join('/').normalize('NFC') })
    await pass()
    await pass()
    expect(await check({ delivered: mails.map(idOf) })).toEqual([])
    count(1)
  })

  it('leaves alone what another client has marked as deleted, in the inbox and in the target', async () => {
    await mailbox.other.mailboxCreate('Pas')
    const path = await pathOf(mailbox, 'Pas')
    const ours = [1, 2, 3].map((n) => letter('pas', n))
    const marked = [4, 5].map((n) => letter('for en person', n))
    const filed = letter('pas', 6)
    await mailbox.append('INBOX', marked, ['\\Deleted'])
    await mailbox.append('INBOX', ours)
    await mailbox.append(path, [filed], ['\\Deleted'])
    const { pass, check } = await open({ pas: 'Pas' })
    await pass()
    await pass()
    const delivered = [...marked, ...ours].map(idOf)
    expect(await check({ delivered, foreign: { Pas: [idOf(filed)] } })).toEqual([])
    const left = [...(await mailbox.contents('INBOX')), ...(await mailbox.contents(path))]
    const stillMarked = left
      .filter(({ flags }) => flags.includes('\\Deleted'))
      .map(({ bytes }) => idOf(bytes))
    expect(stillMarked.sort()).toEqual([...marked, filed].map(idOf).sort())
    count(1)
    tellFigure(figureName, {
      "other clients' deleted marks": { sum: 3 },
      'foreign mails expunged': { sum: 3 - stillMarked.length },
    })
  })

  it(`has the original of a filed mail ${server.original}`, async () => {
    await mailbox.other.mailboxCreate('Pas')
    const mail = letter('pas', 1)
    await mailbox.append('INBOX', [mail])
    const { pass, ledger } = await open({ pas: 'Pas' })
    await pass()
    const [delivery] = await ledger.deliveries(idOf(mail))
    const inbox = await mailbox.contents('INBOX')
    if (server.original === 'marked') {
      expect(inbox.map(({ flags }) => flags)).toEqual([[movedKeyword]])
      expect(delivery).toMatchObject({ state: 'done', note: expect.stringContaining('stays, marked') })
    } else {
      expect(inbox).toEqual([])
      expect(delivery?.state).toBe('done')
    }
    count(1)
  })

  if (!server.hasLimits) return // rights and quotas cannot be set on its folders: it has no such cells, so none are left out

  describe('that refuses', () => {
    /** Passes until the program gives up; then the mail is with a person and lies where it lay, alone. */
    async function isRefused(pass: () => Promise<unknown>, { inbox = 'INBOX', target = 'Pas' } = {}) {
      for (let n = 0; n < 3; n += 1) {
        await pass()
        office?.wait(longWait)
      }
      const [mail, ...others] = await mailbox.contents(inbox)
      expect(others).toEqual([])
      expect((await mailbox.contents(target)).length).toBe(/Fuld/.test(target) ? 1 : 0)
      const id = idOf(mail?.bytes ?? new Uint8Array())
      expect((await office?.ledger.reviewItem(id))?.state).toBe('open')
      const [delivery] = (await office?.ledger.deliveries(id)) ?? []
      expect(delivery?.state).toBe('failed')
      count(1)
      return delivery?.note
    }

    it('because the target is over quota: the mail stays, a person gets it, and the ledger says why', async () => {
      const target = await makeFullFolder(mailbox, server, running)
      await mailbox.append('INBOX', [letter('pas', 1)])
      const { pass } = await open({ pas: 'Fuld/Pas' }, { attempts: 2 })
      // Cyrus gives no code with its no.
      expect(await isRefused(pass, { target })).toMatch(server.kind === 'cyrus' ? /refused/ : /OVERQUOTA/)
    })

    it('because the target takes no mail from this account: likewise', async () => {
      await mailbox.other.mailboxCreate('Pas')
      const target = await pathOf(mailbox, 'Pas')
      await limitRights(running, mailbox.account.user, { kind: server.kind, path: target, rights: 'lrs' })
      await mailbox.append('INBOX', [letter('pas', 1)])
      const { pass } = await open({ pas: 'Pas' }, { attempts: 2 })
      expect(await isRefused(pass, { target })).toMatch(/NOPERM|refused/)
    })

    it('because the polled folder may only be read: nothing is copied that could not be taken away', async () => {
      await mailbox.other.mailboxCreate('Pas')
      await mailbox.other.mailboxCreate('Post')
      const [inbox, target] = [await pathOf(mailbox, 'Post'), await pathOf(mailbox, 'Pas')]
      await mailbox.append(inbox, [letter('pas', 1)])
      await limitRights(running, mailbox.account.user, { kind: server.kind, path: inbox, rights: 'lr' })
      const { pass } = await open({ pas: 'Pas' }, { attempts: 2, inbox: 'Post' })
      expect(await isRefused(pass, { inbox, target })).toMatch(/read|refused|not set/)
    })
  })
})

// ---------------------------------------------------------------------------------------------------------------

const loginOf = ({ host, port, password }: MailServer, { account: { user } }: TestMailbox) => ({
  ...{ host, port, user, password },
})

/** The server's path of a folder that was made at the top. */
async function pathOf({ other }: TestMailbox, name: string): Promise<string> {
  const found = (await other.list()).find((folder) => folder.name === name)
  if (!found) throw new Error(`The test's folder "${name}" is not there.`)
  return found.path
}

function limitRights(
  running: MailServer,
  user: string,
  {
    kind,
    path,
    rights,
  }: { readonly kind: MatrixServer['kind']; readonly path: string; readonly rights: string },
): Promise<void> {
  const [whom, kept] = kind === 'cyrus' ? [user, 'a'] : ['owner', ''] // Cyrus has nobody give up the right to give rights
  return sendImapCommand(running, user, `SETACL "${path}" "${whom}" "${rights}${kept}"`)
}

/** A folder `Fuld/Pas` that holds one mail and takes no second. Returns the server's path. */
async function makeFullFolder(
  mailbox: TestMailbox,
  server: MatrixServer,
  running: MailServer,
): Promise<string> {
  await mailbox.other.mailboxCreate(['Fuld', 'Pas'])
  const path = (await mailbox.other.list()).find(({ path }) => /Fuld.Pas$/.test(path))?.path ?? ''
  await mailbox.append(path, [letter('anden', 9)])
  const separator = path.at(-4) ?? '/'
  if (server.kind === 'cyrus')
    await limitFolder(running, ['user', mailbox.account.user, 'Fuld'].join(separator), 1)
  return path
}
