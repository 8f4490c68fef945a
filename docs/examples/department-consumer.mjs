// A department's system that takes its mail from BullMQ, as small as it can be:
//
//   node docs/examples/department-consumer.mjs redis://127.0.0.1:6379 postfordeler pas cases.jsonl
//
// A job says which mail has come, nothing of what it says; the mail itself lies in the department's IMAP folder. BullMQ delivers at least
// once: after a crash of Redis, or of this program between its effect and its answer, the same job comes again. So the effect (here: a
// line for a new case) and the mark that it was done (here: the job's id in that line) are written in one durable step.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { Worker } from 'bullmq'

const [url, prefix, department, file] = process.argv.slice(2)
if (!file) {
  console.error('usage: department-consumer.mjs REDIS-URL PREFIX DEPARTMENT CASES-FILE')
  process.exit(2)
}

const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
const complete = text.slice(0, text.lastIndexOf('\n') + 1) // what follows was cut off by a crash, and its job comes again
if (complete !== text) truncateSync(file, complete.length) // ids and numbers: a character is a byte
const done = new Set(complete.split('\n').filter(Boolean).map((line) => JSON.parse(line).jobId))
const cases = openSync(file, 'a')

/** One mail, one case, however often its job comes. */
async function openCase({ id: jobId, name, data }) {
  if (name !== 'mail.v1') throw new Error(`this program knows mail.v1, not ${name}`)
  if (done.has(jobId)) return
  writeSync(cases, `${JSON.stringify({ jobId, mailId: data.mailId, decisionId: data.decisionId })}\n`)
  fsyncSync(cases)
  done.add(jobId)
}

const connection = { url, maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 200, 1000) }
const worker = new Worker(`department-${department}`, openCase, {
  connection,
  prefix,
  lockDuration: 6_000,
  stalledInterval: 2_000,
  maxStalledCount: 1_000, // a job that runs twice does no harm
  runRetryDelay: 1_000,
})
worker.on('error', () => undefined) // Redis is away: it is tried again
worker.on('ready', () => console.log('ready'))

async function end() {
  setTimeout(() => process.exit(0), 5_000).unref()
  await worker.close()
  closeSync(cases)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
