// postfordeler queue list|take|done: a department's queue, where the ledger keeps it. What closes one to automatic filing: queue-closed.ts.
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import type { Label } from '../../ids.js'
import type { QueueItem } from '../../ledger/contract/outbox.js'
import type { Person } from '../../roles.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, positiveNumber, print } from '../command.js'
import { byHelp, personAt, whoHelp } from '../desk-person.js'
import { queueNamed } from '../queue-argument.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'
import { addQueueClosures } from './queue-closed.js'

interface QueueOptions extends CommonOptions {
  readonly by?: string
  readonly limit: number
}

export function addQueue(program: Command, io: CommandIo): Command {
  const queue = program
    .command('queue')
    .description("a department's queue: its mail, and whether mail is filed in it automatically")
  addCommand(queue, 'list [department]', 'what is in a queue; without a name, how much is in each')
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)
    .action((name: string | undefined, options: QueueOptions) => runList(io, name, options))
  addCommand(queue, 'take <department>', 'take the next mail: must-see first, then oldest')
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)
    .action((name: string, options: QueueOptions) => runTake(io, name, options))
  addCommand(queue, 'done <department> <item>', 'say that a taken mail is dealt with')
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)
    .action((name: string, item: string, options: QueueOptions) => runDone(io, name, item, options))
  addQueueClosures(queue, io)
  return queue
}

const runList = (io: CommandIo, name: string | undefined, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atQueue(io, services, { by: options.by })
    if (name === undefined) {
      const counts = await desk.queueCounts(person)
      const rows = counts.map(({ label: queue, ready, taken, done }) => [queue, ready, taken, done])
      print(io, options, counts, () => table(['queue', 'ready', 'taken', 'done'], rows))
      return
    }
    const queue = await ownQueue(services, name, person)
    const items = await desk.queueItems(queue, { limit: options.limit }, person)
    print(io, options, items, () => linesOf(items))
  })

const runTake = (io: CommandIo, name: string, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atQueue(io, services, { by: options.by })
    const item = await desk.takeFromQueue(await ownQueue(services, name, person), person)
    print(io, options, item ?? null, () => (item ? linesOf([item]) : [`Nothing waits in ${name}.`]))
  })

const runDone = (io: CommandIo, name: string, item: string, options: QueueOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atQueue(io, services, { by: options.by })
    const queue = await ownQueue(services, name, person)
    if (!(await desk.finishQueueItem(queue, Number(item), person)))
      throw new TriageError('QUEUE_ITEM_UNKNOWN', `There is no open item ${item} in ${name}.`, {
        hint: `"postfordeler queue list ${name}" shows the items with their numbers.`,
      })
    print(io, options, { item: Number(item), state: 'done' }, () => [`Item ${item} of ${name} is done.`])
  })

// ---------------------------------------------------------------------------------------------------------------

const atQueue = async (io: CommandIo, services: Services, { by }: { readonly by: string | undefined }) => ({
  desk: await services.desk(),
  person: await personAt(await services.ledger(), io, { by, act: 'queue' }),
})

async function ownQueue({ config }: Services, name: string, person: Person): Promise<Label> {
  const queue = queueNamed(config, name)
  const { mayWorkIn } = await import('../../desk/access.js')
  if (mayWorkIn(person, queue)) return queue
  throw new TriageError('QUEUE_NOT_YOURS', `The queue "${queue}" is not one of ${person.name}'s.`, {
    hint: `The account is for ${person.departments?.join(', ') || 'no queue'}. An administrator changes that on the page.`,
  })
}

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
