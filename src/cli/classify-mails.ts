// The work of `postfordeler classify`: mails in batches through the model, and an answer for each. Records nothing.
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { TriageError } from '../errors.js'
import { label, mailIdOf } from '../ids.js'
import { mailFromText } from '../ingest/from-text.js'
import { parseMail } from '../ingest/parse.js'
import type { ParsedMail, Prediction } from '../journey.js'
import type { Classifier } from '../model/classifier.js'
import { decide } from '../route/policy.js'
import { openClassifier } from './classifier-option.js'
import type { CommandIo, CommonOptions } from './command.js'
import { reasonInWords } from './words.js'

export interface ClassifyOptions extends CommonOptions {
  readonly model?: string
}

/** A mail as it came in, or what was wrong with it. Bad input is one line of the output, never the end of it. */
type Input =
  | { readonly id: string; readonly mail: ParsedMail }
  | { readonly id: string; readonly error: string }

/** Mails predicted together: one matrix product instead of 64. */
const BATCH_INPUTS = 64
/** A mail of the size that is read at all (limits.mailBytes' default). */
const MAX_BYTES = 50_000_000

const lineSchema = z.union([
  z.object({ id: z.coerce.string().optional(), text: z.string(), subject: z.string().optional() }),
  z.object({ id: z.coerce.string().optional(), subject: z.string(), body: z.string() }),
])

export async function runClassify(
  io: CommandIo,
  files: readonly string[],
  options: ClassifyOptions,
): Promise<void> {
  const classifier = await openClassifier(io, options)
  let failed = 0
  try {
    for await (const inputs of batches(inputsOf(io, files), BATCH_INPUTS)) {
      const mails = inputs.flatMap((input) => ('mail' in input ? [input.mail] : []))
      const predictions = await classifier.predict(mails.map(({ subject, body }) => ({ subject, ...body })))
      let next = 0
      for (const input of inputs) {
        if ('mail' in input)
          io.out(JSON.stringify(answerOf(input, predictions[next++] as Prediction, classifier)))
        else {
          failed += 1
          io.out(JSON.stringify(input))
        }
      }
    }
  } finally {
    classifier.dispose()
  }
  if (failed > 0)
    throw new TriageError('CLASSIFY_INPUT', `${failed} of the inputs could not be read.`, {
      hint: 'Each says why in its own line. The others were classified.',
    })
}

function answerOf(
  { id, mail }: { id: string; mail: ParsedMail },
  prediction: Prediction,
  { manifest }: Classifier,
) {
  const decision = decide(mail, prediction, {
    ...{
      mode: 'auto',
      folder: '',
      languages: [mail.language],
      rules: [],
      thread: undefined,
    },
    outside: label(manifest.outside),
    queues: new Set(manifest.labels),
    model: manifest,
    hourlyLimit: { limit: 1, isReached: false },
  })
  const [best] = prediction.ranked
  return {
    id,
    queue: best?.label,
    probability: best?.probability,
    decision: decision.kind,
    because: reasonInWords(decision.because),
    ranked: prediction.ranked.map((one) => ({ queue: one.label, probability: one.probability })),
    evidence: prediction.evidence,
    novelty: prediction.novelty,
    modelId: prediction.modelId,
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function* inputsOf(io: CommandIo, files: readonly string[]): AsyncIterable<Input> {
  if (files.length === 0) yield* jsonLines(Readable.from(io.stdin))
  for (const file of files) {
    if (file.endsWith('.jsonl')) yield* jsonFile(file)
    else yield await emlFile(file)
  }
}

async function* jsonFile(file: string): AsyncIterable<Input> {
  let opened: FileHandle
  try {
    opened = await open(file)
  } catch (error) {
    yield unreadable(file, error)
    return
  }
  yield* jsonLines(opened.createReadStream())
}

async function emlFile(file: string): Promise<Input> {
  try {
    const bytes = await readFile(file)
    const location = { account: 'classify', folder: file, uidValidity: '0', uid: 1 }
    const raw = { id: mailIdOf(bytes), bytes, location, receivedAt: undefined }
    return { id: file, mail: await parseMail(raw, { maxBytes: MAX_BYTES }) }
  } catch (error) {
    return unreadable(file, error)
  }
}

const unreadable = (file: string, error: unknown): Input => ({
  id: file,
  error: `The file could not be read: ${error instanceof Error ? error.message : error}`,
})

async function* jsonLines(stream: Readable): AsyncIterable<Input> {
  let line = 0
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() !== '') yield jsonLine(text, line)
  }
}

function jsonLine(text: string, line: number): Input {
  const expected = 'expected one JSON object with "text", or with "subject" and "body"'
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text))
    if (!parsed.success) return { id: String(line), error: `Line ${line}: ${expected}.` }
    const { id = String(line), subject = '' } = parsed.data
    const body = 'body' in parsed.data ? parsed.data.body : parsed.data.text
    return { id, mail: mailFromText({ subject, body }) }
  } catch {
    return { id: String(line), error: `Line ${line} is not JSON; ${expected}.` }
  }
}

async function* batches<T>(items: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
