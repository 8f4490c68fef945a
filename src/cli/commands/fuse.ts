// postfordeler fuse list|open: queues that closed themselves because more was wrong in them than promised.

import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import { percent } from '../../format.js'
import { type QueueGuarantee, queueGuarantees } from '../../guarantee/queue-guarantee.js'
import { addCommand, type CommandIo, type CommonOptions, print } from '../command.js'
import { queueNamed } from '../queue-argument.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'

interface OpenOptions extends CommonOptions {
  readonly why: string
}

export function addFuse(program: Command, io: CommandIo): Command {
  const fuse = program
    .command('fuse')
    .description('queues closed to automatic filing because their promise did not hold')
  addCommand(
    fuse,
    'list',
    'every queue with blind answers: its running error, and whether it is closed',
  ).action((options: CommonOptions) =>
    withServices(io, options, async (services) => {
      const states = await queueGuarantees(await services.ledger(), services.config)
      print(io, options, states, () => guaranteeLines(states))
    }),
  )
  addCommand(
    fuse,
    'open <queue>',
    'let a closed queue be filed in again; its errors are counted anew from now',
  )
    .requiredOption('--why <text>', 'what was done about it; goes into the trail')
    .action((queue: string, options: OpenOptions) => runOpen(io, queue, options))
  return fuse
}

const runOpen = (io: CommandIo, queue: string, options: OpenOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const label = queueNamed(services.config, queue)
    const isOpened = await (await services.ledger()).openQueue(label, io.user, options.why)
    if (!isOpened)
      throw new TriageError('FUSE_NOT_CLOSED', `The queue "${label}" is not closed.`, {
        hint: '"postfordeler fuse list" shows which are.',
      })
    print(io, options, { queue: label, by: io.user, why: options.why }, () => [
      `${label} is open again, by ${io.user}. The next poll files in it.`,
    ])
  })

/** The running errors for people. */
export function guaranteeLines(states: readonly QueueGuarantee[]): readonly string[] {
  if (states.length === 0) return ['No mail of the blind sample was answered yet.']
  const rows = states.map(
    ({ label, n, wrong, share, low, high, promise: guarantee, evidence, proof, isClosed }) => [
      label,
      n,
      wrong,
      share === undefined ? '' : `${percent(share)} (${percent(low)} to ${percent(high)})`,
      percent(guarantee.error),
      `${evidence.toPrecision(2)} of ${Math.round(proof)}`,
      isClosed ? 'CLOSED' : '',
    ],
  )
  return table(['queue', 'answered', 'wrong', 'error (interval)', 'promised', 'evidence against', ''], rows)
}
