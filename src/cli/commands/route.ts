// postfordeler route --once: one pass over the mailboxes, or over a folder of mails; with --dry-run nothing is changed anywhere.

import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { Config, Mode } from '../../config/schema.js'
import { TriageError } from '../../errors.js'
import { percent } from '../../format.js'
import { filedIn, type RawMail } from '../../journey.js'
import { fenced } from '../../pass/fenced-destinations.js'
import { withLease } from '../../pass/mailbox-lease.js'
import type { MailboxPolicy } from '../../pass/mailbox-policy.js'
import type { OpenMailbox } from '../../pass/open-mailbox.js'
import type { PassReport } from '../../pass/pass-report.js'
import { BATCH_MAILS, type Evaluated, type Pipeline } from '../../pass/pipeline.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, print, reportError, usageError } from '../command.js'
import { chooseMailbox } from '../mailbox-option.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'
import { reasonInWords } from '../words.js'

interface RouteOptions extends CommonOptions {
  readonly once?: boolean
  readonly source?: string
  readonly mailbox?: string
  readonly mode: Mode
  readonly dryRun?: boolean
}

export const addRoute = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'route', 'one pass over a mailbox or folder: reads, decides, files')
    .option('--once', 'make one pass and end (the service that polls for ever is "run")')
    .option(
      '--source <uri>',
      'instead of the mailboxes: maildir:DIR, mbox:FILE or eml:DIR; its files are never touched',
    )
    .option('--mailbox <name>', 'only this mailbox of the configuration')
    .addOption(
      new Option('--mode <mode>', 'for --source').choices(['shadow', 'suggest', 'auto']).default('auto'),
    )
    .option('--dry-run', 'say what would be done, and change nothing anywhere')
    .addHelpText(
      'after',
      `
Examples:
  postfordeler route --once --dry-run                  what would happen to the mail in the mailboxes
  postfordeler route --once                            file it
  postfordeler route --once --source maildir:~/gammelt the same over a folder of mails on this machine`,
    )
    .action((options: RouteOptions) => runRoute(io, options))

async function runRoute(io: CommandIo, options: RouteOptions): Promise<void> {
  if (!options.once && !options.dryRun)
    throw usageError(
      '"route" needs --once or --dry-run.',
      'For polling that goes on for ever use "postfordeler run".',
    )
  const pass = options.dryRun ? dryRun : onePass
  const work = async (services: Services) => {
    const faults: unknown[] = []
    for (const mailbox of await openAll(services, options))
      await pass(io, options, services, mailbox).catch((error: unknown) => faults.push(error))
    // Each mailbox has its turn, whatever became of the one before it.
    for (const fault of faults.slice(1)) reportError(fault, io)
    if (faults.length > 0) throw faults[0]
  }
  await withServices(io, options, work, options.dryRun ? withoutNewFile : undefined)
}

/** A ledger that is not there yet would be made by being opened. */
function withoutNewFile(config: Config): Config {
  const file = /^sqlite:(.+)$/.exec(config.database.url)?.[1]
  if (file === undefined || existsSync(file)) return config
  return { ...config, database: { url: 'sqlite::memory:' } }
}

async function onePass(
  io: CommandIo,
  options: RouteOptions,
  services: Services,
  mailbox: OpenMailbox,
): Promise<void> {
  const { account } = mailbox.policy
  const { runPass } = await import('../../pass/pass.js')
  const report = await withLease(await services.ledger(), account, async (held) => {
    const ends = { ...mailbox, destinations: fenced(mailbox.destinations, held) }
    return runPass(await services.pipeline(), mailbox.policy, ends, {
      onProgress: (done) => io.progress(`${account}: ${done} mails`),
    })
  })
  print(io, options, { account, mode: mailbox.policy.mode, ...jsonOf(report) }, () =>
    linesOf(account, report),
  )
  const [unreachable] = report.delivered.unreachable
  if (unreachable) throw unreachable.error
  if (report.failed.length > 0) throw undecided(report.failed)
}

const undecided = (failed: PassReport['failed']): TriageError =>
  new TriageError('MAILS_UNDECIDED', `${failed.length} mails could not be read or decided.`, {
    hint: `They are tried again in the next pass, and after some attempts a person gets them: ${failed.map(({ mailId }) => mailId.slice(0, 12)).join(', ')}.`,
    cause: failed[0]?.error,
  })

async function dryRun(
  io: CommandIo,
  options: RouteOptions,
  services: Services,
  mailbox: OpenMailbox,
): Promise<void> {
  const pipeline = await services.pipeline()
  const { knownUidsIn } = await import('../../ingest/sources/known-mail.js')
  const known = knownUidsIn(pipeline.ledger, mailbox.policy.account)
  const rows: (readonly (string | number | undefined)[])[] = []
  for await (const raws of mailbox.source.fetchNew(known, { batchMails: BATCH_MAILS })) {
    for (const one of await judgeEach(io, pipeline, mailbox.policy, raws)) {
      if (options.json) io.out(JSON.stringify({ account: mailbox.policy.account, ...jsonOfJudged(one) }))
      else rows.push(rowOf(one))
    }
  }
  if (options.json) return
  for (const line of table(['mail', 'decision', 'queue', 'probability', 'because'], rows)) io.out(line)
  io.out(`${rows.length} mails in ${mailbox.policy.account}; nothing was changed.`)
}

/** As in a pass, a mail that cannot be judged holds up no other. */
async function judgeEach(
  io: CommandIo,
  pipeline: Pipeline,
  policy: MailboxPolicy,
  raws: readonly RawMail[],
): Promise<readonly Evaluated[]> {
  const { evaluateMails } = await import('../../pass/evaluate.js')
  try {
    return await evaluateMails(pipeline, policy, raws)
  } catch {
    const [first, ...others] = raws
    if (first === undefined) return []
    if (others.length > 0)
      return (await Promise.all(raws.map((raw) => judgeEach(io, pipeline, policy, [raw])))).flat()
    io.note(`Mail ${first.id.slice(0, 12)} could not be decided: after some attempts a person would get it.`)
    return []
  }
}

async function openAll(services: Services, options: RouteOptions): Promise<readonly OpenMailbox[]> {
  if (options.source) return [await services.openSource(options.source, options.mode)]
  const { mailboxes } = services.config
  const chosen = options.mailbox ? [chooseMailbox(mailboxes, options.mailbox)] : mailboxes
  if (chosen.length === 0)
    throw usageError('The configuration has no mailboxes.', 'Add one under "mailboxes", or give --source.')
  return Promise.all(chosen.map(services.openMailbox))
}

// ---------------------------------------------------------------------------------------------------------------

function linesOf(account: string, { received, decided, delivered }: PassReport): readonly string[] {
  const all = decided.route + decided.review + decided.leave
  const share = all > 0 ? ` (${percent(decided.route / all)})` : ''
  const lines = [
    `${account}: ${received} new mails; ${decided.route} filed${share}, ${decided.review} to a person, ${decided.leave} left alone.`,
  ]
  if (delivered.gone > 0)
    lines.push(`${delivered.gone} had been moved or deleted by somebody meanwhile: closed with a note.`)
  if (delivered.waiting > 0)
    lines.push(`${delivered.waiting} deliveries did not succeed yet and are tried again.`)
  return lines
}

const jsonOf = ({ received, decided, failed, delivered, missing = [] }: PassReport) => ({
  missing,
  received,
  decided,
  failed: failed.map(({ mailId }) => mailId),
  delivered: {
    done: delivered.done,
    gone: delivered.gone,
    waiting: delivered.waiting,
    unreachable: delivered.unreachable.map(({ kind, error }) => ({
      kind,
      code: error instanceof TriageError ? error.code : 'FAULT',
    })),
  },
})

const jsonOfJudged = ({ raw, prediction, decision }: Evaluated) => ({
  id: raw.id,
  decision: decision.kind,
  queue: filedIn(decision),
  parts: decision.kind === 'route' ? decision.parts : [],
  guess: prediction?.ranked[0]?.label,
  probability: prediction?.ranked[0]?.probability,
  because: decision.because,
})

const rowOf = ({ raw, prediction, decision }: Evaluated) => [
  raw.id.slice(0, 12),
  decision.kind,
  filedIn(decision) ?? prediction?.ranked[0]?.label,
  prediction?.ranked[0]?.probability.toFixed(2),
  reasonInWords(decision.because),
]
