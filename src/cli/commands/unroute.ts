// postfordeler unroute: takes the program's filing back, of one mail or of a whole run. The mail returns to the inbox and to people.

import type { Command } from 'commander'
import type { UndoOutcome } from '../../desk/answer-shapes.js'
import type { Label, MailId } from '../../ids.js'
import { filedIn } from '../../journey.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { mailNamed } from '../mail-argument.js'
import { withServices } from '../with-services.js'

interface UnrouteOptions extends CommonOptions {
  readonly since?: string
  readonly by?: string
  readonly dryRun?: boolean
}

export interface Unrouted {
  readonly mailId: MailId
  /** The queue that it was filed in. */
  readonly from: Label | undefined
  /** Undefined in a dry run. */
  readonly outcome: UndoOutcome | undefined
}

export const addUnroute = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'unroute [mail]',
    "takes the program's filing back: the mail returns to the inbox and to people",
  )
    .option('--since <time>', 'instead of one mail: everything that the program has filed since then')
    .option('--by <name>', 'who takes it back (default: the user of this machine)')
    .option('--dry-run', 'say what would be taken back, and change nothing')
    .addHelpText(
      'after',
      `
TIME is a moment (2025-03-04T09:00:00Z, 2025-03-04) or a time ago (90m, 2h, 3d). Mail that a person has placed since stays there.
Mail that its department has taken out of the queue comes back too; tell the department.`,
    )
    .action((mail: string | undefined, options: UnrouteOptions) => runUnroute(io, mail, options))

/** Takes back what the program has filed since a moment and nobody has decided otherwise about. */
export async function unrouteSince(
  services: Services,
  { since, by, isDryRun }: { readonly since: string; readonly by: string; readonly isDryRun: boolean },
): Promise<readonly Unrouted[]> {
  const ledger = await services.ledger()
  const unrouted: Unrouted[] = []
  for (let afterSeq = 0; ; ) {
    const filed = await ledger.filedByProgram({ since, afterSeq, limit: READ_AT_ONCE })
    const last = filed.at(-1)
    if (last === undefined) return unrouted
    for (const { mailId, label } of filed)
      unrouted.push({
        mailId,
        from: label,
        outcome: isDryRun ? undefined : await unroute(services, mailId, by),
      })
    afterSeq = last.seq
  }
}

// ---------------------------------------------------------------------------------------------------------------

const READ_AT_ONCE = 500

/** The same act as "undo" on the page, under the name of whoever asks for it here. */
async function unroute(services: Services, mailId: MailId, by: string): Promise<UndoOutcome> {
  const desk = await services.desk()
  const current = (await (await services.ledger()).mail(mailId))?.decision
  if (current === undefined) return { kind: 'nothing-to-undo', mailId }
  const undo = `decision:${current.id}`
  return desk.undo({ mailId, undo, token: desk.newToken() }, { name: by, departments: undefined })
}

async function runUnroute(io: CommandIo, mail: string | undefined, options: UnrouteOptions): Promise<void> {
  if ((mail === undefined) === (options.since === undefined))
    throw usageError(
      'Say which mail, or since when.',
      'postfordeler unroute MAIL, or postfordeler unroute --since 2h',
    )
  await withServices(io, options, async (services) => {
    const by = options.by ?? io.user
    const isDryRun = options.dryRun === true
    const unrouted =
      mail === undefined
        ? await unrouteSince(services, { since: momentOf(options.since ?? '', services.now()), by, isDryRun })
        : [await unrouteOne(services, mail, { by, isDryRun })]
    print(io, options, unrouted, () => [...unrouted.map(lineOf), `${unrouted.length} in all.`])
  })
}

async function unrouteOne(
  services: Services,
  name: string,
  { by, isDryRun }: { readonly by: string; readonly isDryRun: boolean },
): Promise<Unrouted> {
  const record = await mailNamed(await services.ledger(), name)
  const decision = record.decision?.decision
  const from = filedIn(decision)
  return { mailId: record.id, from, outcome: isDryRun ? undefined : await unroute(services, record.id, by) }
}

function momentOf(text: string, now: Date): string {
  const { n, unit = '' } = /^(?<n>\d{1,6})(?<unit>[mhd])$/.exec(text)?.groups ?? {}
  const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]
  const ms = unitMs === undefined ? Date.parse(text) : now.getTime() - Number(n) * unitMs
  if (!Number.isNaN(ms)) return new Date(ms).toISOString()
  throw usageError(
    `"${text}" is no time.`,
    'Write a moment as 2025-03-04T09:00:00Z or a time ago as 90m, 2h or 3d.',
  )
}

function lineOf({ mailId, from, outcome }: Unrouted): string {
  const mail = `${mailId.slice(0, 12)}  ${from ?? '-'}`
  switch (outcome?.kind) {
    case undefined:
      return `${mail}  would be taken back`
    case 'undone':
      return `${mail}  ${undoneInWords(outcome)}`
    case 'conflict':
      return `${mail}  left: ${outcome.by} has decided since`
    default:
      return `${mail}  nothing to take back`
  }
}

function undoneInWords({ filing, queue }: Extract<UndoOutcome, { kind: 'undone' }>): string {
  const told =
    queue.kind === 'taken' || queue.kind === 'done' ? `; ${queue.label} has it in hand, tell them` : ''
  if (filing === 'gone') return `taken back, but the mail is not in the mailbox any more${told}`
  return `taken back${filing === 'pending' ? ', moved at the next pass' : ''}${told}`
}
