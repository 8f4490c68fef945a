// postfordeler queue closed|open|close: queues that nothing is filed in automatically, as their promise did not hold or a person closed
// them; the same for all filing by threads; and the word for it that was dropped.
import type { Command } from 'commander'
import type { Config } from '../../config/schema.js'
import { TriageError } from '../../errors.js'
import { queueGuarantees } from '../../guarantee/queue-guarantee.js'
import { threadGuarantee } from '../../guarantee/thread-guarantee.js'
import type { Label } from '../../ids.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { guaranteeLines, threadGuaranteeLines } from '../guarantee-lines.js'
import { queueNamed } from '../queue-argument.js'
import { withServices } from '../with-services.js'

interface WhyOptions extends CommonOptions {
  readonly why: string
  readonly threads?: boolean
}

export function addQueueClosures(queue: Command, io: CommandIo): void {
  addCommand(
    queue,
    'closed',
    "queues that are closed to automatic filing, and how each queue's promise fares",
  ).action((options: CommonOptions) =>
    withServices(io, options, async (services) => {
      const ledger = await services.ledger()
      const queues = await queueGuarantees(ledger, services.config)
      const threads = await threadGuarantee(ledger, services.config)
      print(io, options, { queues, threads }, () => [
        ...guaranteeLines(queues),
        '',
        ...threadGuaranteeLines(threads),
      ])
    }),
  )
  addCommand(queue, 'close [queue]', 'let nothing be filed in a queue automatically; its mail goes to people')
    .option('--threads', 'instead of a queue: file no answer because of its thread')
    .requiredOption('--why <text>', 'what is the matter; goes into the audit log')
    .action((name: string | undefined, options: WhyOptions) => runClose(io, name, options))
  addCommand(
    queue,
    'open [queue]',
    'let a closed queue be filed in again; errors that closed it are counted from now on',
  )
    .option('--threads', 'instead of a queue: file answers where their thread stands again')
    .requiredOption('--why <text>', 'what was done about it; goes into the audit log')
    .action((name: string | undefined, options: WhyOptions) => runOpen(io, name, options))
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

const runClose = (io: CommandIo, name: string | undefined, options: WhyOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const what = closableNamed(services.config, name, options)
    const ledger = await services.ledger()
    const isClosed =
      what.kind === 'threads'
        ? await ledger.closeThreadFilingByHand(io.user, options.why)
        : await ledger.closeQueueByHand(what.queue, io.user, options.why)
    if (!isClosed)
      throw new TriageError('QUEUE_CLOSED_ALREADY', `${inWords(what)} is closed already.`, {
        hint: '"postfordeler queue closed" shows why.',
      })
    print(io, options, { ...what, by: io.user, why: options.why }, () => [
      what.kind === 'threads'
        ? `Filing by threads is closed, by ${io.user}. From the next batch on answers go to people unless the model is sure of the same queue.`
        : `${what.queue} is closed, by ${io.user}. From the next batch on its mail goes to people.`,
    ])
  })

const runOpen = (io: CommandIo, name: string | undefined, options: WhyOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const what = closableNamed(services.config, name, options)
    const ledger = await services.ledger()
    const isOpened =
      what.kind === 'threads'
        ? await ledger.openThreadFiling(io.user, options.why)
        : await ledger.openQueue(what.queue, io.user, options.why)
    if (!isOpened)
      throw new TriageError('QUEUE_NOT_CLOSED', `${inWords(what)} is not closed.`, {
        hint: '"postfordeler queue closed" shows what is.',
      })
    print(io, options, { ...what, by: io.user, why: options.why }, () => [
      what.kind === 'threads'
        ? `Filing by threads is open again, by ${io.user}. The next poll files answers where their thread stands.`
        : `${what.queue} is open again, by ${io.user}. The next poll files in it.`,
    ])
  })

type Closable = { readonly kind: 'queue'; readonly queue: Label } | { readonly kind: 'threads' }

/** Either a queue or `--threads`. */
function closableNamed(config: Config, name: string | undefined, { threads = false }: WhyOptions): Closable {
  if (threads === (name !== undefined))
    throw usageError('Name a queue, or give --threads: one of the two.', 'queue open pas --why TEXT')
  return name === undefined ? { kind: 'threads' } : { kind: 'queue', queue: queueNamed(config, name) }
}

const inWords = (what: Closable): string =>
  what.kind === 'threads' ? 'Filing by threads' : `The queue "${what.queue}"`
