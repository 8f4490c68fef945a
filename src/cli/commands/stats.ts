// postfordeler stats and postfordeler audit: figures over time, and the audit log.
import type { Command } from 'commander'
import type { Config } from '../../config/schema.js'
import { percent } from '../../format.js'
import type { IsoTime } from '../../journey.js'
import type { AuditRow } from '../../ledger/contract/audit.js'
import type { GuaranteeStore } from '../../ledger/contract/guarantee.js'
import type { MailStore } from '../../ledger/contract/mails.js'
import { addCommand, type CommandIo, type CommonOptions, positiveNumber, print } from '../command.js'
import { mailInLedger } from '../mail-argument.js'
import { momentBefore, sinceHelp } from '../moment.js'
import { gatherGuarantee, guaranteeFigureLines } from '../stats-guarantee.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'

interface SinceOptions extends CommonOptions {
  readonly since?: string
}

interface AuditOptions extends SinceOptions {
  readonly mail?: string
  readonly limit: number
}

export const addStats = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'stats', 'how much was filed alone, how much went to people, what waits, per queue')
    .option('--since <time>', `only what happened since then: ${sinceHelp}`)
    .action((options: SinceOptions) =>
      withServices(io, options, async (services) => {
        const since = sinceOf(options, io.now())
        const figures = await gatherStats(await services.ledger(), services.config, since, io.now())
        print(io, options, figures, () => statsLines(figures))
      }),
    )

export const addAudit = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'audit', 'the audit log: who or which model did what, and when')
    .option('--since <time>', `only what happened since then: ${sinceHelp}`)
    .option('--mail <mail>', 'only one mail')
    .option('--limit <n>', 'most rows, the newest', positiveNumber, 100)
    .action((options: AuditOptions) => runAudit(io, options))

const runAudit = (io: CommandIo, options: AuditOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    const mailId = options.mail ? await mailInLedger(ledger, options.mail) : undefined
    const since = sinceOf(options, io.now())
    const rows = await ledger.audit({
      limit: options.limit,
      ...(mailId ? { mailId } : {}),
      ...(since ? { since } : {}),
    })
    const lines = options.json ? rows.map((row) => JSON.stringify(row)) : auditLines(rows)
    for (const line of lines) io.out(line)
  })

// ---------------------------------------------------------------------------------------------------------------

const sinceOf = ({ since }: SinceOptions, now: Date): IsoTime | undefined =>
  since === undefined ? undefined : momentBefore(since, now)

type Figures = Awaited<ReturnType<typeof gatherStats>>

/** The three numbers that belong together: the share decided alone, what is known of its errors, the share sent to people. */
export async function gatherStats(
  ledger: GuaranteeStore & MailStore,
  config: Config,
  since: IsoTime | undefined,
  now: Date,
) {
  const stats = await ledger.stats(since ? { since } : {})
  const filed = stats.perQueue.reduce((sum, queue) => sum + queue.routed, 0)
  const overridden = stats.perQueue.reduce((sum, queue) => sum + queue.overridden, 0)
  const handled = filed + stats.toPeople
  return {
    since: since ?? null,
    ...stats,
    filed,
    share: {
      filedAlone: handled > 0 ? filed / handled : 0,
      toPeople: handled > 0 ? stats.toPeople / handled : 0,
      overridden: filed > 0 ? overridden / filed : 0,
    },
    promise: { error: config.promise.error, confidence: config.promise.confidence },
    polls: await ledger.lastPolls(),
    ...(await gatherGuarantee(ledger, config, now)),
  }
}

function statsLines(figures: Figures): readonly string[] {
  const { share, byKind, filed, toPeople } = figures
  const rows = figures.perQueue.map(({ label, routed, routedByPerson, overridden }) => [
    label,
    routed,
    routedByPerson,
    overridden,
  ])
  return [
    `${figures.mails} mails${figures.since ? ` since ${figures.since}` : ''}: ${filed} filed alone (${percent(share.filedAlone)}), of which people moved ${percent(share.overridden)} elsewhere; ${toPeople} to people (${percent(share.toPeople)}); ${byKind.leave} left alone.`,
    `${figures.waiting} wait for a person; ${figures.undelivered} deliveries are not done yet.`,
    '',
    ...table(['queue', 'filed alone', 'filed by people', 'overridden'], rows),
    ...(figures.left.length === 0
      ? []
      : [
          '',
          ...table(
            ['left by sign', 'mails'],
            figures.left.map(({ sign, count }) => [sign, count]),
          ),
        ]),
    '',
    ...table(
      ['mailbox', 'last poll', 'last good poll'],
      figures.polls.map(({ account, at, okAt }) => [account, at, okAt ?? 'never']),
    ),
    ...guaranteeFigureLines(figures),
  ]
}

const auditLines = (rows: readonly AuditRow[]): readonly string[] =>
  rows.map(({ at, actor, action, mailId, details }) =>
    [at, actor, action, mailId?.slice(0, 12) ?? '', JSON.stringify(details)].join('  '),
  )
