// postfordeler queue list|take|done: a department's queue, where the ledger keeps it. What closes one to automatic filing: queue-closed.ts.
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import type { QueueItem } from '../../ledger/contract/outbox.js'
import { addCommand, type CommandIo, type CommonOptions, positiveNumber, print } from '../command.js'
import { queueNamed } from '../queue-argument.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'
import { addQueueClosures } from './queue-closed.js'

interface QueueOptions extends CommonOptions {
  readonly by?: string
  readonly limit: number
}

/** No department has more open mail than this. */
const MOST_ITEMS = 1_000_000

export function addQueue(program: Command, io: CommandIo): Command {
  const queue = program
    .command('queue')
    .description("a department's queue: its mail, and whether mail is filed in it automatically")
  addCommand(queue, 'list [department]', 'what lies in a queue; without a name, how much lies in each')
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .action((name: string | undefined, options: QueueOptions) => runList(io, name, options))
  addCommand(queue, 'take <department>', 'take the next mail: must-see first, then oldest')
    .option('--by <name>', 'who takes it (default: the user of this machine)')
    .action((name: string, options: QueueOptions) => runTake(io, name, options))
  addCommand(queue, 'done <department> <item>', 'say that a taken mail is dealt with')
    .option('--by <name>', 'who says so (default: the user of this machine)')
    .action((name: string, item: string, options: QueueOptions) => runDone(io, name, item, options))
  addQueueClosures(queue, io)
  return queue
}

const runList = (io: CommandIo, name: string | undefined, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    if (name === undefined) {
      const counts = await ledger.queueCounts()
      const rows = counts.map(({ label: queue, ready, taken, done }) => [queue, ready, taken, done])
      print(io, options, counts, () => table(['queue', 'ready', 'taken', 'done'], rows))
      return
    }
    const items = await ledger.queueItems(queueNamed(services.config, name), { limit: options.limit })
    print(io, options, items, () => linesOf(items))
  })

const runTake = (io: CommandIo, name: string, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    const item = await ledger.takeFromQueue(queueNamed(services.config, name), options.by ?? io.user)
    print(io, options, item ?? null, () => (item ? linesOf([item]) : [`Nothing waits in ${name}.`]))
  })

const runDone = (io: CommandIo, name: string, item: string, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const queue = queueNamed(services.config, name)
    const ledger = await services.ledger()
    // A number of another queue's is a slip of the finger: it must not end that department's work.
    const isHere = (await ledger.queueItems(queue, { limit: MOST_ITEMS })).some(
      ({ id }) => id === Number(item),
    )
    if (!isHere || !(await ledger.finishQueueItem(Number(item), options.by ?? io.user)))
      throw new TriageError('QUEUE_ITEM_UNKNOWN', `There is no open item ${item} in ${name}.`, {
        hint: `"postfordeler queue list ${name}" shows the items with their numbers.`,
      })
    print(io, options, { item: Number(item), state: 'done' }, () => [`Item ${item} of ${name} is done.`])
  })

// ---------------------------------------------------------------------------------------------------------------

function linesOf(items: readonly QueueItem[]): readonly string[] {
  const rows = items.map((item) => [
    item.id,
    item.mailId.slice(0, 12),
    item.state,
    item.takenBy,
    item.mustSee.length > 0 ? `! ${item.mustSee.join(', ')}` : '',
    item.since.slice(0, 16).replace('T', ' '),
    item.subject.slice(0, 50),
  ])
  return table(['item', 'mail', 'state', 'taken by', 'must see', 'since', 'subject'], rows)
}
