// A desk with all that it stands on, but for a mail server: a mailbox in memory takes the moves as a server would.

import { randomBytes } from 'node:crypto'
import { type Config, configSchema } from '../../src/config/schema.js'
import type { AnswerForm, Choice, UndoForm } from '../../src/desk/answer-shapes.js'
import { createDesk } from '../../src/desk/create-desk.js'
import type { Desk } from '../../src/desk/desk.js'
import { closeBroken } from '../../src/guarantee/close-broken.js'
import { driftWarnings } from '../../src/guarantee/drift.js'
import { leftGuarantee } from '../../src/guarantee/left-guarantee.js'
import { type Label, label, type MailId } from '../../src/ids.js'
import { type Delivery, type DeliveryOutcome, filedIn, type RawMail } from '../../src/journey.js'
import type { DecisionEntry } from '../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { planTakeUp } from '../../src/pass/take-up.js'
import type { Person, PersonRole } from '../../src/roles.js'
import { entryForAnswer } from '../../src/route/answer.js'
import { deliverPending } from '../../src/route/deliver.js'
import type { Destination } from '../../src/route/destinations/destination.js'
import { createLedgerQueue } from '../../src/route/destinations/ledger-queue.js'
import { intentsFor } from '../../src/route/plan.js'
import { entryForUndo } from '../../src/route/undo.js'
import { askAPerson, decided, type handClock, placed, rawMail, routeTo } from './ledger-samples.js'

/** A caseworker of all departments, unless told otherwise. */
export const personNamed = (
  name: string,
  {
    roles = ['caseworker'],
    departments,
  }: { roles?: readonly PersonRole[]; departments?: readonly Label[] | undefined } = {},
): Person => ({ name, displayName: name, roles, departments })

export const birthe = personNamed('birthe')
export const carl = personNamed('carl')

export interface Office {
  readonly desk: Desk
  readonly ledger: Ledger
  readonly clock: ReturnType<typeof handClock>
  /** The folder that each mail lies in; undefined when somebody took it away. */
  readonly folderOf: (id: MailId) => string | undefined
  readonly takeAway: (id: MailId) => void
  /** While set, filing does nothing, as when a poll holds the mailbox. */
  isBusy: boolean
  /** Carries out what the outbox holds. */
  file(): Promise<void>
  /** Mail that waits for a person. */
  waiting(text: string, changes?: Partial<DecisionEntry>): Promise<RawMail>
  /** Mail that the program has filed, in mailbox and queue. */
  filed(text: string, changes?: Partial<DecisionEntry>): Promise<RawMail>
  answer(
    raw: RawMail,
    choice: Choice,
    changes?: Partial<AnswerForm>,
    person?: Person,
  ): ReturnType<Desk['answer']>
  undo(raw: RawMail, undo: string, changes?: Partial<UndoForm>, person?: Person): ReturnType<Desk['undo']>
}

export const toQueueOf = (key: string): Choice => ({ kind: 'queue', label: label(key) })

const queues = {
  pas: {
    name: 'Pas',
    folder: 'Afdelinger/pas',
    kle: '23.03',
    selfService: 'https://pas.example/',
    description: 'Fornyelse',
  },
  skat: { name: 'Skat', folder: 'Afdelinger/skat' },
}

const officeConfig = configSchema.parse({
  mailboxes: [{ name: 'borgerservice', path: 'eml:inbox', mode: 'auto' }],
  queues,
})

/** A desk with nothing to file in: what is answered is recorded and stays where it lies. */
export function deskOver({
  config,
  ledger,
  now = () => new Date(),
}: {
  readonly config: Config
  readonly ledger: Ledger
  readonly now?: () => Date
}): Desk {
  const facts = {
    folderOf: () => undefined,
    queueKind: 'ledger-queue' as const,
    folderKind: 'imap-folder' as const,
    inbox: undefined,
  }
  return createDesk({
    ...{ config, ledger, now, file: async () => undefined, waitForFilingMs: 0 },
    newToken: () => randomBytes(18).toString('base64url'),
    planAnswer: (answer, record) => entryForAnswer(answer, record, facts),
    planUndo: ({ record, decisions, by, hasMoved }) =>
      entryForUndo(record, decisions, { ...facts, by, hasMoved }),
    closeBrokenQueues: () => closeBroken(ledger, config),
    planTakeUp: (...left) =>
      planTakeUp(
        {
          config: config,
          ledger: ledger,
          now: () => new Date(),
          models: async () => ({ classifier: undefined }),
        },
        ...left,
      ),
    htmlOf: async () => undefined,
    driftOf: driftWarnings,
    leftGuarantee: () => leftGuarantee(ledger),
  })
}

export function openOffice(ledger: Ledger, clock: ReturnType<typeof handClock>): Office {
  const mailbox = createShelf()
  const facts = {
    folderOf: (key: Label) => officeConfig.queues[key]?.folder,
    queueKind: 'ledger-queue' as const,
    folderKind: 'imap-folder' as const,
  }
  const destinations = [mailbox.destination, createLedgerQueue(ledger)]
  const file = async () => {
    if (!office.isBusy) await deliverPending({ ledger, destinations, maxAttempts: 3 })
  }
  let tokens = 0
  let uid = 0
  const desk = createDesk({
    ...{ config: officeConfig, ledger, now: clock.now, file, waitForFilingMs: 5_000 },
    newToken: () => `token-${String(++tokens).padStart(16, '0')}`,
    planAnswer: (answer, record) => entryForAnswer(answer, record, facts),
    planUndo: ({ record, decisions, by, hasMoved }) =>
      entryForUndo(record, decisions, { ...facts, inbox: 'INBOX', by, hasMoved }),
    closeBrokenQueues: () => closeBroken(ledger, officeConfig),
    planTakeUp: (...left) =>
      planTakeUp(
        {
          config: officeConfig,
          ledger: ledger,
          now: clock.now,
          models: async () => ({ classifier: undefined }),
        },
        ...left,
      ),
    htmlOf: async (bytes) => new TextDecoder().decode(bytes),
    driftOf: driftWarnings,
    leftGuarantee: () => leftGuarantee(ledger),
  })
  const receive = (text: string) => {
    const raw = rawMail(text, placed(++uid))
    mailbox.put(raw)
    return raw
  }
  const office: Office = {
    ...{ desk, ledger, clock, file, isBusy: false },
    folderOf: mailbox.folderOf,
    takeAway: mailbox.takeAway,
    async waiting(text, changes = {}) {
      const raw = receive(text)
      await decided(ledger, raw, { decision: askAPerson(), deliveries: [], review: true, ...changes })
      return raw
    },
    async filed(text, changes = {}) {
      const raw = receive(text)
      const sizeBytes = raw.bytes.length
      const locations = [raw.location]
      const decision = changes.decision ?? routeTo()
      const key = filedIn(decision) ?? label('pas')
      const deliveries = intentsFor(key, { ...facts, locations, sizeBytes, messageId: undefined })
      await decided(ledger, raw, { decision, deliveries, ...changes })
      await file()
      return raw
    },
    async answer({ id: mailId }, choice, changes = {}, person = birthe) {
      const version = changes.version ?? (await ledger.reviewItem(mailId))?.version ?? 1
      return desk.answer({ mailId, version, choice, note: '', token: desk.newToken(), ...changes }, person)
    },
    undo: ({ id: mailId }, undo, changes = {}, person = birthe) =>
      desk.undo({ mailId, undo, token: desk.newToken(), ...changes }, person),
  }
  return office
}

// ---------------------------------------------------------------------------------------------------------------

/** A mailbox: what lies in which folder. A move gives a new UID, one within the folder moves nothing, a mail that is gone is gone. */
function createShelf() {
  const folders = new Map<MailId, string>()
  let uid = 1_000
  const carryOut = ({ mailId, move }: Delivery): DeliveryOutcome => {
    const lies = folders.get(mailId)
    if (move === undefined || lies === undefined)
      return { kind: 'gone', note: 'somebody moved or deleted it' }
    if (lies === move.toFolder) return { kind: 'done', note: 'it lay there already' }
    folders.set(mailId, move.toFolder)
    return { kind: 'done', location: { ...move.from, folder: move.toFolder, uid: ++uid } }
  }
  const destination: Destination = {
    kind: 'imap-folder',
    prepare: async () => undefined,
    deliver: async (deliveries) => deliveries.map(carryOut),
    close: async () => undefined,
  }
  return {
    destination,
    put: (raw: RawMail) => folders.set(raw.id, raw.location.folder),
    folderOf: (id: MailId) => folders.get(id),
    takeAway: (id: MailId) => {
      folders.delete(id)
    },
  }
}
