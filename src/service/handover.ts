// A pass where workers decide: the poller makes mail durable, asks for it to be decided, and moves what has been decided meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { queueLabels } from '../config/schema.js'
import type { RedisDoor } from '../connections/redis.js'
import type { PassEnds } from '../pass.js'
import { batchMails, deliver, type Pipeline, type Route, receive } from '../pipeline.js'

/** How often a poller looks for decisions while it waits for its workers: a mail lies in its folder a moment after it is decided. */
const lookEveryMs = 200

/**
 * One pass over a mailbox. Ends when everything received is decided and moved, or after `patienceMs`: the next pass goes on.
 * @returns how many mails were new.
 */
export async function passHandingOver(
  pipeline: Pipeline,
  route: Route,
  { source, destinations }: PassEnds,
  { redis, patienceMs }: { readonly redis: Pick<RedisDoor, 'askTriage'>; readonly patienceMs: number },
): Promise<number> {
  const { ledger, config, now } = pipeline
  const { account } = route
  for (const destination of destinations) await destination.prepare(queueLabels(config))
  await redis.askTriage(await ledger.undecided({ account, limit: askedAtOnce }))
  let received = 0
  for await (const mails of receive(pipeline, route, source)) {
    await redis.askTriage(mails.map(({ raw }) => raw.id))
    received += mails.length
  }
  const until = now().getTime() + patienceMs
  for (;;) {
    const isOpen = (await ledger.undecided({ account, limit: 1 })).length > 0
    await deliver(pipeline, route, destinations)
    if (!isOpen || now().getTime() >= until) return received
    await sleep(lookEveryMs)
  }
}

/** Left-overs asked for again in one pass; asking twice for a mail is asking once. */
const askedAtOnce = 20 * batchMails
