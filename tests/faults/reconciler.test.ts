// One test for each way in which what became of a mail can be unknown: each ends with every mail in one folder, once, with an owner.
// What the mailbox holds afterwards is told by the checker and by another client.
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { TriageError } from '../../src/errors.js'
import { type MailId, mailIdOf } from '../../src/ids.js'
import { type CuttingProxy, type LineTrouble, startCuttingProxy } from '../live/cutting-proxy.js'
import { freshMailbox, type TestMailbox } from '../live/dovecot.js'
import { tellFigure } from './figures.js'
import {
  foldersInLedger,
  type ImapOffice,
  letter,
  longWait,
  type OfficeOptions,
  openOffice,
} from './imap-harness.js'
import { rewriteInbox } from './maildir.js'

const folders = { pas: 'Pas', skat: 'Skat' }

let mailbox: TestMailbox
let proxy: CuttingProxy
let office: ImapOffice

beforeEach(async () => {
  const server = inject('dovecot')
  mailbox = await freshMailbox(server)
  await mailbox.createFolders('Pas', 'Skat', 'Arkiv')
  proxy = await startCuttingProxy(server.port)
  office = await open()
})
afterEach(async (context) => {
  if (context.task.result?.state !== 'fail')
    tellFigure('Reconciler, each unknown outcome', { outcomes: { sum: 1 } })
  await office.close()
  await proxy.close()
  await mailbox.close()
})

const open = (more: Partial<OfficeOptions> = {}): Promise<ImapOffice> => {
  const { host, port, password } = inject('dovecot')
  const login = { host, port, password, user: mailbox.account.user }
  const patience = { silenceMs: 1500, connectMs: 10_000 }
  return openOffice({ login, linePort: proxy.port, folders, patience, ...more })
}

const idOf = (bytes: Uint8Array): MailId => mailIdOf(bytes)
const idsIn = async (path: string) => (await mailbox.contents(path)).map(({ bytes }) => idOf(bytes))
const decisionOf = async (id: MailId) => (await office.ledger.mail(id))?.decision?.decision

async function passAgain(): Promise<void> {
  office.wait(longWait)
  expect(await office.pass()).not.toBeInstanceOf(TriageError)
}

/** Moves mail as a person does, in a mail program. */
async function moveByHand(path: string, id: MailId, target: string): Promise<void> {
  const mail = (await mailbox.contents(path)).find(({ bytes }) => idOf(bytes) === id)
  await mailbox.other.mailboxOpen(path)
  await mailbox.other.messageMove(String(mail?.uid), target, { uid: true })
}

async function deleteByHand(path: string, uids = '1:*'): Promise<void> {
  await mailbox.other.mailboxOpen(path)
  await mailbox.other.messageDelete(uids, { uid: true })
}

/** One pass in which the answer to MOVE never comes. */
async function passUnanswered(reaches: (LineTrouble & { kind: 'silence' })['reaches']): Promise<void> {
  proxy.troubleNow({ kind: 'silence', command: /UID MOVE/, reaches })
  await office.pass()
  expect(proxy.hasStruck()).toBe(true)
  if (reaches === 'server') await proxy.settled()
}

describe('MOVE answered by silence', () => {
  it.each(['server', 'nobody'] as const)('is looked into: the command reached %s', async (reaches) => {
    const mails = [letter('pas', 1), letter('skat', 2), letter('pas', 3)]
    await mailbox.append('INBOX', mails)
    await passUnanswered(reaches)
    await passAgain()
    expect(await office.check({ delivered: mails.map(idOf) })).toEqual([])
  })

  it.each(['server', 'nobody'] as const)(
    'and two mails of the same bytes: the command reached %s',
    async (reaches) => {
      const twin = letter('pas', 1)
      await mailbox.append('INBOX', [twin, twin])
      await passUnanswered(reaches)
      await passAgain()
      expect(await office.check({ delivered: [idOf(twin), idOf(twin)] })).toEqual([])
    },
  )

  it('after one of two mails of the same bytes was moved: the other follows', async () => {
    const twin = letter('pas', 1)
    await mailbox.append('INBOX', [twin, twin])
    await passUnanswered('nobody')
    await mailbox.other.mailboxOpen('INBOX')
    await mailbox.other.messageMove('1', 'Pas', { uid: true })
    await passAgain()
    expect(await idsIn('INBOX')).toEqual([])
    expect(await idsIn('Pas')).toEqual([idOf(twin), idOf(twin)])
  })

  it('and the mail was then taken on by a person: it is closed with a note, and their placing stands', async () => {
    const mail = letter('pas', 1)
    await mailbox.append('INBOX', [letter('skat', 9)])
    await office.pass() // the folders are known from now on
    await mailbox.append('INBOX', [mail])
    await passUnanswered('server')
    await moveByHand('Pas', idOf(mail), 'Skat')
    await passAgain()
    await passAgain()
    expect(await decisionOf(idOf(mail))).toMatchObject({
      ...{ kind: 'route', parts: [{ queue: 'skat' }], because: { kind: 'placed-by-person' } },
    })
    expect(await idsIn('Skat')).toContain(idOf(mail))
  })
})

describe('a mail that a person takes between deciding and moving', () => {
  const mail = letter('pas', 1)
  beforeEach(async () => {
    await mailbox.append('INBOX', [letter('skat', 9)])
    await office.pass()
    await mailbox.append('INBOX', [mail])
    await passUnanswered('nobody')
  })

  it('to where it was to go: done, not moved twice', async () => {
    await moveByHand('INBOX', idOf(mail), 'Pas')
    await passAgain()
    expect(await idsIn('Pas')).toEqual([idOf(mail)])
    expect((await office.ledger.deliveries(idOf(mail)))[0]).toMatchObject({ state: 'done' })
  })

  it('to another department: followed, never moved back', async () => {
    await moveByHand('INBOX', idOf(mail), 'Skat')
    await passAgain()
    await passAgain()
    expect(await idsIn('Skat')).toContain(idOf(mail))
    expect(await decisionOf(idOf(mail))).toMatchObject({ parts: [{ queue: 'skat' }] })
    expect(await foldersInLedger(office.ledger, idOf(mail))).toEqual(['Skat'])
  })

  it('away, by deleting it: closed with a note', async () => {
    await deleteByHand('INBOX')
    await passAgain()
    const [move] = await office.ledger.deliveries(idOf(mail))
    expect(move).toMatchObject({ state: 'gone', note: expect.stringContaining('moved or deleted') })
    expect(await idsIn('Pas')).toEqual([])
  })
})

describe('UIDs that are given out anew', () => {
  const mails = [letter('pas', 1), letter('for en person', 2), letter('skat', 3)]

  it('under a new UIDVALIDITY, with moves on their way: found by their bytes, and nothing is decided twice', async () => {
    await office.close()
    await mailbox.createFolders('Post')
    office = await open({ inbox: 'Post' })
    await mailbox.append('Post', mails)
    await passUnanswered('nobody')
    await mailbox.other.mailboxDelete('Post')
    await mailbox.createFolders('Post')
    await mailbox.append('Post', [letter('pas', 8), ...mails].reverse())
    await passAgain()
    await passAgain()
    expect(await office.check({ delivered: [...mails, letter('pas', 8)].map(idOf) })).toEqual([])
  })

  it('under the same UIDVALIDITY, by a server that lost its index: new mail under known UIDs is fetched', async () => {
    const waiting = [1, 2, 3, 4].map((n) => letter('for en person', n))
    await mailbox.append('INBOX', waiting)
    await office.pass()
    await deleteByHand('INBOX', '1')
    const fresh = [letter('pas', 5), letter('skat', 6), letter('pas', 7)]
    await renumberInbox([...waiting.slice(1), ...fresh])
    await passAgain()
    await passAgain()
    const touched = new Set([idOf(waiting[0] as Buffer)])
    expect(await office.check({ delivered: [...waiting, ...fresh].map(idOf), touched })).toEqual([])
  })

  it('while a move is on its way: the mail under the UID is not moved in its place', async () => {
    const [mine, other] = [letter('pas', 1), letter('for en person', 2)]
    await mailbox.append('INBOX', [mine])
    await passUnanswered('nobody')
    await renumberInbox([other, mine])
    await passAgain()
    await passAgain()
    expect(await office.check({ delivered: [mine, other].map(idOf) })).toEqual([])
    expect(await idsIn('INBOX')).toEqual([idOf(other)])
  })
})

describe('a filed mail that lies in the inbox again', () => {
  const mail = letter('pas', 1)
  beforeEach(async () => {
    await mailbox.append('INBOX', [mail, letter('for en person', 2)])
    await office.pass()
    expect(await idsIn('Pas')).toEqual([idOf(mail)])
  })

  it('because a person put it back: it stays there, and a person gets it', async () => {
    await moveByHand('Pas', idOf(mail), 'INBOX')
    await passAgain()
    await passAgain()
    expect(await idsIn('INBOX')).toContain(idOf(mail))
    expect(await decisionOf(idOf(mail))).toMatchObject({ kind: 'review', guess: 'pas' })
    expect((await office.ledger.reviewItem(idOf(mail)))?.state).toBe('open')
    const delivered = [idOf(mail), idOf(letter('for en person', 2))]
    expect(await office.check({ delivered, touched: new Set([idOf(mail)]) })).toEqual([])
  })

  it('because it was delivered a second time: the copy follows the first', async () => {
    await mailbox.other.append('INBOX', mail, [], new Date('2026-02-03T04:05:06Z'))
    await passAgain()
    await passAgain()
    const delivered = [idOf(mail), idOf(mail), idOf(letter('for en person', 2))]
    expect(await office.check({ delivered })).toEqual([])
  })
})

describe('Message-IDs', () => {
  it('that are missing, of mails of one size: each is told by its bytes', async () => {
    const mails = [1, 2, 3].map((n) => letter(n === 2 ? 'skat' : 'pas ', n, { messageId: '' }))
    await mailbox.append('INBOX', mails)
    await passUnanswered('server')
    await passAgain()
    expect(await office.check({ delivered: mails.map(idOf) })).toEqual([])
  })

  it('that several mails share: each is told by its bytes', async () => {
    const mails = [1, 2, 3].map((n) =>
      letter(n === 2 ? 'skat' : 'pas', n, { messageId: '<samme@borger.example>' }),
    )
    await mailbox.append('INBOX', mails)
    await passUnanswered('server')
    await passAgain()
    expect(await office.check({ delivered: mails.map(idOf) })).toEqual([])
  })
})

describe('a target folder', () => {
  const mails = [letter('pas', 1), letter('skat', 2)]

  it.each(['deleted', 'renamed'] as const)(
    'that was %s stops the mailbox by name, and all goes on when it is there again',
    async (how) => {
      if (how === 'deleted') await mailbox.other.mailboxDelete('Pas')
      else await mailbox.other.mailboxRename('Pas', 'Pas og kørekort')
      await mailbox.append('INBOX', mails)
      expect(await office.pass()).toMatchObject({ code: 'IMAP_FOLDER_MISSING' })
      expect(await idsIn('INBOX')).toEqual(mails.map(idOf))
      if (how === 'deleted') await mailbox.createFolders('Pas')
      else await mailbox.other.mailboxRename('Pas og kørekort', 'Pas')
      await passAgain()
      expect(await office.check({ delivered: mails.map(idOf) })).toEqual([])
    },
  )

  it('that vanishes while mail is on its way keeps back no mail of other folders', async () => {
    await mailbox.append('INBOX', mails)
    await passUnanswered('nobody')
    await mailbox.other.mailboxDelete('Pas')
    expect(await office.pass()).toMatchObject({ code: 'IMAP_FOLDER_MISSING' })
    await mailbox.createFolders('Pas')
    await passAgain()
    expect(await office.check({ delivered: mails.map(idOf) })).toEqual([])
  })
})

describe('a mailbox that was restored from a backup', () => {
  const old = [letter('pas', 1), letter('for en person', 2)]
  const later = [letter('skat', 3), letter('for en person', 4)]
  const afterwards = [letter('pas', 5), letter('for en person', 6), letter('skat', 7)]

  it('has its mail filed again as it was decided, and mail under UIDs that are known is fetched', async () => {
    await mailbox.append('INBOX', old)
    await office.pass()
    await mailbox.append('INBOX', later)
    await passAgain()
    // The backup is from before the program filed anything; what came after it is lost, and new mail has come since.
    await deleteByHand('Pas')
    await deleteByHand('Skat')
    await renumberInbox([...old, ...afterwards])
    await passAgain()
    await passAgain()
    const delivered = [...old, ...later, ...afterwards].map(idOf)
    expect(await office.check({ delivered, touched: new Set(later.map(idOf)) })).toEqual([])
    expect(await office.ledger.decisions(idOf(old[0] as Buffer))).toHaveLength(1)
  })
})

// ---------------------------------------------------------------------------------------------------------------

/** The server has lost its index: these mails lie in INBOX now, numbered from 1 under the same UIDVALIDITY. */
async function renumberInbox(mails: readonly Uint8Array[]): Promise<void> {
  const status = await mailbox.other.status('INBOX', { uidValidity: true })
  const uidValidity = status ? status.uidValidity : undefined
  // Nobody is logged in meanwhile: a server process would go on with what it remembers.
  const { user } = mailbox.account
  await mailbox.close()
  proxy.drop()
  await proxy.settled()
  await rewriteInbox(inject('dovecot'), user, { mails, uidValidity: String(uidValidity) })
  mailbox = await freshMailbox(inject('dovecot'), user)
}
