// postfordeler queue closed|open|close: queues that nothing is filed in automatically, as their promise did not hold or a person closed
// them; and the word for it that was dropped.
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import { queueGuarantees } from '../../guarantee/queue-guarantee.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { guaranteeLines } from '../guarantee-lines.js'
import { queueNamed } from '../queue-argument.js'
import { withServices } from '../with-services.js'

interface WhyOptions extends CommonOptions {
  readonly why: string
}

export function addQueueClosures(queue: Command, io: CommandIo): void {
  addCommand(
    queue,
    'closed',
    "queues that are closed to automatic filing, and how each queue's promise fares",
  ).action((options: CommonOptions) =>
    withServices(io, options, async (services) => {
      const guarantees = await queueGuarantees(await services.ledger(), services.config)
      print(io, options, guarantees, () => guaranteeLines(guarantees))
    }),
  )
  addCommand(queue, 'close <queue>', 'let nothing be filed in a queue automatically; its mail goes to people')
    .requiredOption('--why <text>', 'what is the matter; goes into the audit log')
    .action((name: string, options: WhyOptions) => runClose(io, name, options))
  addCommand(
    queue,
    'open <queue>',
    'let a closed queue be filed in again; errors that closed it are counted from now on',
  )
    .requiredOption('--why <text>', 'what was done about it; goes into the audit log')
    .action((name: string, options: WhyOptions) => runOpen(io, name, options))
}

/** `fuse` until version 0.1: scripts that still say so learn the new words. */
export const addFuse = (program: Command): Command =>
  program
    .command('fuse', { hidden: true })
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw usageError('There is no command "fuse".', 'write: postfordeler queue closed|open')
    })

// ---------------------------------------------------------------------------------------------------------------

const runClose = (io: CommandIo, name: string, options: WhyOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const label = queueNamed(services.config, name)
    if (!(await (await services.ledger()).closeQueueByHand(label, io.user, options.why)))
      throw new TriageError('QUEUE_CLOSED_ALREADY', `The queue "${label}" is closed already.`, {
        hint: '"postfordeler queue closed" shows why.',
      })
    print(io, options, { queue: label, by: io.user, why: options.why }, () => [
      `${label} is closed, by ${io.user}. From the next batch on its mail goes to people.`,
    ])
  })

const runOpen = (io: CommandIo, name: string, options: WhyOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const label = queueNamed(services.config, name)
    if (!(await (await services.ledger()).openQueue(label, io.user, options.why)))
      throw new TriageError('QUEUE_NOT_CLOSED', `The queue "${label}" is not closed.`, {
        hint: '"postfordeler queue closed" shows which are.',
      })
    print(io, options, { queue: label, by: io.user, why: options.why }, () => [
      `${label} is open again, by ${io.user}. The next poll files in it.`,
    ])
  })
