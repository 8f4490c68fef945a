// One pass over a mailbox: first what an earlier pass had begun, then every mail that is new. This is all there is to recovery:
// the ledger knows what was begun, so starting again is finishing it.
import type { DeliveryReport } from '../route/deliver.js'
import { triageEach, triageLeftovers } from './attempts.js'
import { deliver } from './deliver.js'
import type { MailboxEnds } from './mailbox-ends.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { type PassReport, passReport } from './pass-report.js'
import type { Pipeline } from './pipeline.js'
import { prepare } from './prepare.js'
import { readAhead } from './read-ahead.js'
import { receive } from './receive.js'
import { reconcile } from './reconcile.js'
import type { Triaged } from './triage.js'

interface PassOptions {
  /** Is told how many mails were received so far. */
  readonly onProgress?: (received: number) => void
  /** Ends the pass after the batch in hand; the next pass goes on from there. */
  readonly signal?: AbortSignal
}

/**
 * One pass over a mailbox: finishes what an earlier pass had begun, then takes every mail that is not known yet through the whole journey.
 * After a crash at any instruction the next pass ends in the same state as an undisturbed one.
 */
export async function runPass(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  ends: MailboxEnds,
  { onProgress, signal }: PassOptions = {},
): Promise<PassReport> {
  const triaged: Triaged[] = []
  const delivered: DeliveryReport[] = []
  const missing: string[] = []
  const onMissing = (folder: string) => missing.push(folder)
  let received = 0

  await prepare(pipeline, policy, ends.destinations)
  delivered.push(await deliver(pipeline, policy, ends.destinations))
  const placed = await reconcile(pipeline, policy, ends)
  const leftovers = await triageLeftovers(pipeline, policy, signal)
  triaged.push(leftovers)
  if (placed.length > 0 || leftovers.decisions.length > 0)
    delivered.push(await deliver(pipeline, policy, ends.destinations))
  for await (const mails of readAhead(receive(pipeline, policy, ends, { onMissing }))) {
    triaged.push(await triageEach(pipeline, policy, mails))
    delivered.push(await deliver(pipeline, policy, ends.destinations))
    received += mails.length
    onProgress?.(received)
    if (signal?.aborted) break
  }
  return passReport({ received, triaged, delivered, missing })
}
