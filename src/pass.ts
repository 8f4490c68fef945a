// One pass over a mailbox: first what an earlier pass had begun, then every mail that is new. This is all there is to recovery:
// the ledger knows what was begun, so starting again is finishing it.
import { label, type MailId } from './ids.js'
import type { MailSource } from './ingest/sources/source.js'
import type { Decision } from './journey.js'
import { batchMails, deliver, type Pipeline, type Route, receive, triage } from './pipeline.js'
import type { DeliveryReport } from './route/deliver.js'
import type { Destination } from './route/destinations/destination.js'

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
  ends: { readonly source: MailSource; readonly destinations: readonly Destination[] },
  onProgress: (decided: number) => void = () => {},
): Promise<PassReport> {
  const labels = Object.keys(pipeline.config.queues).map(label)
  for (const destination of ends.destinations) await destination.prepare(labels)
  const tally = createTally()
  const deliverDue = async () => tally.addDelivered(await deliver(pipeline, route, ends.destinations))

  await deliverDue()
  tally.addDecided(await triageLeftovers(pipeline, route))
  for await (const raws of receive(pipeline, route, ends.source)) {
    tally.addReceived(raws.length)
    tally.addDecided(
      await triage(
        pipeline,
        route,
        raws.map(({ id }) => id),
      ),
    )
    await deliverDue()
    onProgress(tally.report().received)
  }
  await deliverDue()
  return tally.report()
}

// ---------------------------------------------------------------------------------------------------------------

/**
 * Mails that an earlier pass left undecided. One of them may be what stopped it, so each is counted before it is tried, alone,
 * and after the configured attempts a person gets it as raw as it came.
 */
async function triageLeftovers(pipeline: Pipeline, route: Route): Promise<readonly Decision[]> {
  const maxAttempts = pipeline.config.limits.attempts
  const { account } = route
  const decisions: Decision[] = []
  const exhausted = await pipeline.ledger.exhausted({ limit: batchMails, maxAttempts })
  decisions.push(...(await giveUp(pipeline, route, exhausted, maxAttempts)))
  for (;;) {
    const ids = await pipeline.ledger.undecided({ account, limit: batchMails, maxAttempts })
    if (ids.length === 0) return decisions
    for (const id of ids) {
      await pipeline.ledger.recordAttempt(id)
      decisions.push(...(await triage(pipeline, route, [id])))
    }
  }
}

async function giveUp(pipeline: Pipeline, { mode }: Route, ids: readonly MailId[], attempts: number) {
  const decision: Decision = {
    kind: 'review',
    guess: undefined,
    because: { kind: 'failed', attempts },
    mustSee: [],
  }
  const entries = ids.map((mailId) => ({
    ...{ mailId, decision, mode, review: true, deliveries: [], parsed: undefined, prediction: undefined },
    actor: { kind: 'program' as const },
  }))
  const recorded = await pipeline.ledger.recordDecisions(entries)
  return recorded.map((record) => record.decision)
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
