// One pass over a mailbox: first what an earlier pass had begun, then every mail that is new. This is all there is to recovery:
// the ledger knows what was begun, so starting again is finishing it.
import { queueLabels } from './config/schema.js'
import type { MailId } from './ids.js'
import type { MailSource } from './ingest/sources/source.js'
import type { Decision } from './journey.js'
import { batchMails, deliver, type Pipeline, type Route, recall, receive, triage } from './pipeline.js'
import type { DeliveryReport } from './route/deliver.js'
import type { Destination } from './route/destinations/destination.js'

/** Where a pass takes mail from, and where it delivers to. */
export interface PassEnds {
  readonly source: MailSource
  readonly destinations: readonly Destination[]
}

export interface PassReport {
  readonly received: number
  readonly decided: Readonly<Record<Decision['kind'], number>>
  readonly delivered: DeliveryReport
}

/**
 * One pass over a mailbox: finishes what an earlier pass had begun, then takes every mail that is not known yet through the whole journey.
 * After a crash at any instruction the next pass ends in the same state as an undisturbed one.
 */
export async function passOver(
  pipeline: Pipeline,
  route: Route,
  ends: PassEnds,
  onProgress: (decided: number) => void = () => {},
): Promise<PassReport> {
  for (const destination of ends.destinations) await destination.prepare(queueLabels(pipeline.config))
  const tally = createTally()
  const deliverDue = async () => tally.addDelivered(await deliver(pipeline, route, ends.destinations))

  await deliverDue()
  tally.addDecided(await triageLeftovers(pipeline, route))
  for await (const mails of receive(pipeline, route, ends.source)) {
    tally.addReceived(mails.length)
    tally.addDecided(await triage(pipeline, route, mails))
    await deliverDue()
    onProgress(tally.report().received)
  }
  await deliverDue()
  return tally.report()
}

/**
 * Decides one mail, counting the attempt before it is made: a mail that stops the program is met again, and after the
 * configured attempts a person gets it as raw as it came.
 */
export async function triageCounted(
  pipeline: Pipeline,
  route: Route,
  id: MailId,
): Promise<readonly Decision[]> {
  const { ledger, config } = pipeline
  const record = await ledger.mail(id)
  if (!record) return []
  const { attempts } = record
  if (attempts >= config.limits.attempts) return giveUp(pipeline, route, id, attempts)
  await ledger.recordAttempt(id)
  const mail = await recall(ledger, record)
  return mail ? triage(pipeline, route, [mail]) : []
}

// ---------------------------------------------------------------------------------------------------------------

/** Mails that an earlier pass left undecided, one by one: one of them may be what stopped it. */
async function triageLeftovers(pipeline: Pipeline, route: Route): Promise<readonly Decision[]> {
  const { account } = route
  const decisions: Decision[] = []
  for (;;) {
    const ids = await pipeline.ledger.undecided({
      account,
      limit: batchMails,
    })
    for (const id of ids) decisions.push(...(await triageCounted(pipeline, route, id)))
    if (ids.length === 0) return decisions
  }
}

async function giveUp(
  { ledger }: Pipeline,
  { mode }: Route,
  mailId: MailId,
  attempts: number,
): Promise<readonly Decision[]> {
  const decision: Decision = {
    kind: 'review',
    guess: undefined,
    because: { kind: 'failed', attempts },
    mustSee: [],
  }
  const actor = { kind: 'program' } as const
  const entry = {
    mailId,
    decision,
    mode,
    actor,
    review: true,
    deliveries: [],
    parsed: undefined,
    prediction: undefined,
  }
  return (await ledger.recordDecisions([entry])).map((record) => record.decision)
}

function createTally() {
  const decided = { route: 0, review: 0, leave: 0 }
  let received = 0
  let delivered: DeliveryReport = { done: 0, gone: 0, waiting: 0, unreachable: [] }
  return {
    addReceived: (mails: number) => {
      received += mails
    },
    addDecided: (decisions: readonly Decision[]) => {
      for (const { kind } of decisions) decided[kind] += 1
    },
    addDelivered: (report: DeliveryReport) => {
      delivered = {
        done: delivered.done + report.done,
        gone: delivered.gone + report.gone,
        waiting: report.waiting,
        unreachable: report.unreachable,
      }
    },
    report: (): PassReport => ({ received, decided: { ...decided }, delivered }),
  }
}
