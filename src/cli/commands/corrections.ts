// postfordeler corrections list|accept|reject: what people decided otherwise, in quarantine until somebody has looked at it.
import type { Command } from 'commander'
import { type Correction, type CorrectionState, correctionStates } from '../../ledger/contract/guarantee.js'
import {
  addCommand,
  type CommandIo,
  type CommonOptions,
  positiveNumber,
  print,
  usageError,
} from '../command.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'

interface ListOptions extends CommonOptions {
  readonly limit: number
  readonly state?: string
}

interface JudgeOptions extends CommonOptions {
  readonly all?: boolean
}

export function addCorrections(program: Command, io: CommandIo): Command {
  const corrections = program
    .command('corrections')
    .description('what people decided otherwise: looked at here before the next model learns from it')
  addCommand(corrections, 'list', 'the newest first')
    .option('--state <state>', `only these: ${correctionStates.join(', ')}`)
    .option('--limit <n>', 'most rows', positiveNumber, 100)
    .action((options: ListOptions) => runList(io, options))
  for (const [name, verdict] of [
    ['accept', 'accepted'],
    ['reject', 'rejected'],
  ] as const) {
    addCommand(corrections, `${name} [ids...]`, `${verdict}: by their numbers, or all that are in quarantine`)
      .option('--all', 'all in quarantine; what is capped is judged by its number only')
      .action((ids: readonly string[], options: JudgeOptions) => runJudge(io, ids, { ...options, verdict }))
  }
  return corrections
}

const runList = (io: CommandIo, options: ListOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const state = stateNamed(options.state)
    const ledger = await services.ledger()
    const found = await ledger.corrections({ limit: options.limit, ...(state ? { state } : {}) })
    print(io, options, found, () => listLines(found))
  })

const runJudge = (
  io: CommandIo,
  ids: readonly string[],
  options: JudgeOptions & { readonly verdict: 'accepted' | 'rejected' },
): Promise<void> =>
  withServices(io, options, async (services) => {
    const { verdict } = options
    const which = options.all ? 'all' : ids.map(numberOf)
    if (which !== 'all' && which.length === 0)
      throw usageError('No correction is named.', 'Give their numbers, or --all for all in quarantine.')
    const changed = await (await services.ledger()).judgeCorrections(which, verdict, io.user)
    const unchanged = which === 'all' ? [] : which.filter((id) => !changed.includes(id))
    print(io, options, { verdict, changed, unchanged }, () => [
      `${changed.length} ${verdict}.`,
      ...(unchanged.length > 0 ? [`Not there, or ${verdict} already: ${unchanged.join(', ')}.`] : []),
    ])
  })

// ---------------------------------------------------------------------------------------------------------------

function stateNamed(name: string | undefined): CorrectionState | undefined {
  const state = correctionStates.find((one) => one === name)
  if (name === undefined || state) return state
  throw usageError(`There is no state "${name}".`, `The states are: ${correctionStates.join(', ')}.`)
}

function numberOf(text: string): number {
  const id = Number(text)
  if (Number.isSafeInteger(id) && id > 0) return id
  throw usageError(`"${text}" is no correction's number.`, '"postfordeler corrections list" shows them.')
}

function listLines(corrections: readonly Correction[]): readonly string[] {
  if (corrections.length === 0) return ['There are no corrections.']
  const rows = corrections.map(({ id, mailId, at, was, label, source, person, state }) => [
    String(id),
    mailId.slice(0, 12),
    at.slice(0, 16).replace('T', ' '),
    was ?? '',
    label ?? 'not ours',
    source === 'moved' ? 'moved' : `answered by ${person}`,
    state,
  ])
  return table(['number', 'mail', 'when', 'was', 'is', 'how', 'state'], rows)
}
