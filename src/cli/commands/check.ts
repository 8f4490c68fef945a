// postfordeler check: tries everything that the service will need, changes nothing, and says of each fault how to mend it.

import type { Command } from 'commander'
import type { Mailbox } from '../../config/mailbox-schema.js'
import { ownAddressesOf } from '../../config/own-addresses.js'
import { queueKindOf } from '../../config/queue-kind.js'
import { queueLabels } from '../../config/queue-labels.js'
import type { ImapConnection } from '../../connections/imap.js'
import { findFolder } from '../../connections/imap-folders.js'
import { movedKeyword } from '../../connections/imap-open-folder.js'
import type { QueueKind } from '../../destination-kinds.js'
import { assertNever, TriageError } from '../../errors.js'
import { percent } from '../../format.js'
import { queueGuarantees } from '../../guarantee/queue-guarantee.js'
import { type ThreadGuarantee, threadGuarantee } from '../../guarantee/thread-guarantee.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, print } from '../command.js'
import { withServices } from '../with-services.js'

/** One thing that was tried. A warning does not fail the check. */
interface Finding {
  readonly what: string
  readonly state: 'ok' | 'warning' | 'fault'
  readonly detail: string
  readonly hint?: string
}

export const addCheck = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'check',
    'verify the configuration: database, model, mailbox login, folders, server, Redis',
  )
    .addHelpText(
      'after',
      '\nNothing is changed and no mail is read. Exit code 1 when something would not work.',
    )
    .action((options: CommonOptions) => runCheck(io, options))

async function runCheck(io: CommandIo, options: CommonOptions): Promise<void> {
  const findings = await withServices(io, options, async (services) => {
    const { mailboxes, queues } = services.config
    const read = ok('configuration', `${mailboxes.length} mailboxes, ${Object.keys(queues).length} queues`)
    const parts = [
      checkDatabase(services),
      checkModel(services),
      checkGuarantee(services),
      attempt('redis', () => queueChecks[queueKindOf(services.config)](services)),
      ...mailboxes.map((one) => checkMailbox(services, one)),
    ]
    return [read, ...(await Promise.all(parts)).flat()]
  })
  print(io, options, { ok: findings.every(({ state }) => state !== 'fault'), findings }, () =>
    findings.flatMap(linesOf),
  )
  const faults = findings.filter(({ state }) => state === 'fault').length
  if (faults > 0)
    throw new TriageError('CHECK_FAILED', `${faults} of ${findings.length} checks failed.`, {
      hint: 'Each says above what to do.',
    })
}

// ---------------------------------------------------------------------------------------------------------------

const checkDatabase = (services: Services): Promise<readonly Finding[]> =>
  attempt('database', async () => {
    const ledger = await services.ledger()
    const { mails, waiting } = await ledger.stats({})
    return [ok('database', `${mails} mails, ${waiting} waiting for a person`)]
  })

const checkModel = (services: Services): Promise<readonly Finding[]> =>
  attempt('model', async () => {
    const { classifier } = await services.models()
    if (!classifier)
      return [
        warning(
          'model',
          'There is no model yet: all mail goes to people.',
          'Train one with "postfordeler train", then "postfordeler promote".',
        ),
      ]
    const { labels, outside } = classifier.manifest
    const queues = queueLabels(services.config)
    const unknown = labels.filter((one) => one !== outside && !queues.some((queue) => queue === one))
    const unlearnt = queues.filter((queue) => !labels.includes(queue))
    return [
      ok('model', `${classifier.modelId}, ${labels.length} labels`),
      ...unknown.map((one) =>
        warning(
          'model',
          `The model knows "${one}", which is no queue of the configuration: such mail goes to people.`,
          'Add the queue, or train again.',
        ),
      ),
      ...unlearnt.map((one) =>
        warning(
          'model',
          `The model has never seen mail for "${one}": it will never file there.`,
          'Train again with examples of it.',
        ),
      ),
    ]
  })

/** A closed queue is a fault: its mail goes to people until somebody has looked. */
const checkGuarantee = (services: Services): Promise<readonly Finding[]> =>
  attempt('promise', async () => {
    const states = await queueGuarantees(await services.ledger(), services.config)
    const closed = states.filter(({ isClosed }) => isClosed)
    const threads = await threadGuarantee(await services.ledger(), services.config)
    const findings: readonly Finding[] = threads.isClosed ? [threadsClosed(threads)] : []
    if (closed.length === 0 && findings.length === 0)
      return [ok('promise', 'no queue is closed to automatic filing')]
    const ofQueues = closed.map(({ label, wrong, n, promise: guarantee, closedBy, why }) => ({
      ...{ what: 'promise', state: 'fault' as const },
      detail:
        closedBy === undefined
          ? `The queue "${label}" is closed: ${wrong} of ${n} mails of the blind sample were wrong, promised at most ${percent(guarantee.error)}.`
          : `The queue "${label}" is closed by ${closedBy}: ${why}`,
      hint: `Find out why ("postfordeler explain"), then "postfordeler queue open ${label} --why TEXT".`,
    }))
    return [...ofQueues, ...findings]
  })

const threadsClosed = ({ wrong, n, promise, closedBy, why }: ThreadGuarantee): Finding => ({
  ...{ what: 'promise', state: 'fault' as const },
  detail:
    closedBy === undefined
      ? `Filing by threads is closed: ${wrong} of ${n} mails of the blind sample were wrong, promised at most ${percent(promise.error)}.`
      : `Filing by threads is closed by ${closedBy}: ${why}`,
  hint: 'Find out why ("postfordeler explain"), then "postfordeler queue open --threads --why TEXT".',
})

/** Where the departments' queues are kept. */
const queueChecks: Readonly<Record<QueueKind, (services: Services) => Promise<readonly Finding[]>>> = {
  'ledger-queue': async () => [
    ok('redis', 'not configured: work is done in this process, queues are kept in the ledger'),
  ],
  'bullmq-queue': checkRedis,
}

async function checkRedis(services: Services): Promise<readonly Finding[]> {
  const redis = await services.redis()
  const warnings = (await redis?.checkSettings()) ?? []
  const hint = 'Set "appendonly yes" and "maxmemory-policy noeviction" in redis.conf.'
  return [ok('redis', 'reachable'), ...warnings.map((detail) => warning('redis', detail, hint))]
}

const checkMailbox = (services: Services, mailbox: Mailbox): Promise<readonly Finding[]> =>
  attempt(mailbox.name, async () => {
    const ends = await services.openMailbox(mailbox)
    for (const destination of ends.destinations) await destination.prepare(queueLabels(services.config))
    const opened = [ok(mailbox.name, `opened; mode ${mailbox.mode}`), ...addressFindings(mailbox)]
    switch (ends.kind) {
      case 'imap':
        return [...opened, ...(await imapFindings(mailbox, ends.imap))]
      case 'files':
        return opened
      default:
        return assertNever(ends)
    }
  })

/** Copies of what the mailbox itself sent out are known by its address alone. */
const addressFindings = (mailbox: Mailbox): readonly Finding[] =>
  ownAddressesOf(mailbox).length > 0
    ? []
    : [
        warning(
          mailbox.name,
          'No address of this mailbox is known, so copies of its own mail are taken for mail from others.',
          'Name the addresses that it sends from under "addresses".',
        ),
      ]

async function imapFindings({ name, alsoLook }: Mailbox, imap: ImapConnection): Promise<readonly Finding[]> {
  const server = await imap.check()
  const strategy = moveWarnings[server.moveStrategy]
  return [
    ...(strategy ? [warning(name, strategy.detail, strategy.hint)] : []),
    ...alsoLook
      .filter((folder) => findFolder(server.folders, folder) === undefined)
      .map((folder) =>
        warning(
          name,
          `The folder "${folder}" of "alsoLook" is not on the server, so nothing is looked for there.`,
          `The server has: ${server.folders.map((one) => one.name).join(', ')}.`,
        ),
      ),
    ok(name, `${server.folders.length} folders; every queue's folder is there`),
  ]
}

/** What an operator should know of a server that cannot move mail in one step. */
const moveWarnings = {
  move: undefined,
  'copy-expunge': {
    detail: 'The server has no MOVE: mail is copied, verified, then removed by its UID.',
    hint: 'Nothing needs to be done.',
  },
  'copy-mark': {
    detail: 'The server has neither MOVE nor UIDPLUS: mail is copied and the original marked, never removed.',
    hint: `Ask for UIDPLUS (RFC 4315), or delete by hand what is marked ${movedKeyword}.`,
  },
} as const

/** A check that throws is a fault with the error's own hint; the other checks go on. */
async function attempt(what: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const hint = error instanceof TriageError ? error.hint : undefined
    return [{ what, state: 'fault', detail, ...(hint ? { hint } : {}) }]
  }
}

const ok = (what: string, detail: string): Finding => ({ what, state: 'ok', detail })
const warning = (what: string, detail: string, hint: string): Finding => ({
  what,
  state: 'warning',
  detail,
  hint,
})

function linesOf({ what, state, detail, hint }: Finding): readonly string[] {
  const mark = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' }[state]
  return [`${mark}  ${what}: ${detail}`, ...(hint ? [`         ${hint}`] : [])]
}
