// The case `ledger`: everything that the record writes on a mail's way, in batches as the pipeline has them, on SQLite.
import { join } from 'node:path'
import { label } from '../src/ids.js'
import type { Decision, RawMail } from '../src/journey.js'
import type { DecisionEntry } from '../src/ledger/contract/decisions.js'
import { createLedger } from '../src/ledger/create-ledger.js'
import { loadClassifier } from '../src/model/load.js'
import { BATCH_MAILS } from '../src/pass/pipeline.js'
import { type Ground, inBatches, placeOf, type Run, rawMails, readMail } from './harness.js'

export async function ledger({ mails, modelDir, dir }: Ground): Promise<Run> {
  const raws = await rawMails(mails)
  const entries = await decided(raws, modelDir)
  const opened = await createLedger(`sqlite:${join(dir, 'ledger.db')}`)
  try {
    return await inBatches(raws, BATCH_MAILS, async (some, from) => {
      await opened.recordReceived('bench', some)
      await opened.recordDecisions(entries.slice(from, from + some.length))
      await deliverAll(opened)
    })
  } finally {
    await opened.close()
  }
}

/** Each mail is moved to a folder and put into a queue, as in a mailbox with mode `auto`. */
async function decided(raws: readonly RawMail[], modelDir: string): Promise<readonly DecisionEntry[]> {
  const classifier = await loadClassifier(modelDir, { modelsDir: '' })
  const read = await Promise.all(raws.map(readMail))
  const predictions = await classifier.predict(read.map(({ subject, body }) => ({ subject, ...body })))
  return read.map((parsed, i) => {
    const prediction = predictions[i]
    const queue = prediction?.ranked[0]?.label ?? label('pas')
    const because = { kind: 'confident', probability: 0.99, threshold: 0.9 } as const
    const decision: Decision = { kind: 'route', parts: [{ queue: queue }], because, mustSee: [] }
    const move = { from: placeOf(i + 1), toFolder: queue, sizeBytes: 1, messageId: parsed.messageId }
    const deliveries = [
      { destination: 'imap-folder', label: queue, move },
      { destination: 'ledger-queue', label: queue, move: undefined },
    ] as const
    const actor = { kind: 'program' } as const
    return { mailId: parsed.id, parsed, prediction, decision, mode: 'auto', actor, deliveries, review: false }
  })
}

async function deliverAll(opened: Awaited<ReturnType<typeof createLedger>>): Promise<void> {
  const limit = 2 * BATCH_MAILS
  const moves = await opened.pendingDeliveries({ destinations: ['imap-folder'], limit })
  const moved = moves.map((delivery) => ({
    delivery,
    outcome: {
      kind: 'done' as const,
      location: placeOf(delivery.move?.from.uid ?? 0, delivery.move?.toFolder ?? ''),
    },
  }))
  await opened.recordOutcomes(moved, { maxAttempts: 5 })
  const queued = await opened.pendingDeliveries({ destinations: ['ledger-queue'], limit })
  await opened.enqueue(queued)
  const served = queued.map((delivery) => ({ delivery, outcome: { kind: 'done' as const } }))
  await opened.recordOutcomes(served, { maxAttempts: 5 })
}
