// Step 8 of 8: labelled files -> TrainingExample. One mail at a time, so that the files may be larger than the memory.
// Splitting a body and reading an .eml belong to ingest: both are passed in.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { label } from '../ids.js'
import type { BodyText, IsoTime, ThreadSigns, TrainingExample } from '../journey.js'
import { type DataFault, dataFaulty, dataMissing, dataUnknownKind } from './errors.js'

export interface LabelledReaders {
  /** Separates a body's own text from quoted and forwarded text. */
  readonly splitBody: (text: string) => BodyText
  /** Reads the bytes of a mail; never throws for bad mail. */
  readonly parseEml: (bytes: Uint8Array) => Promise<EmlText>
  /** A subject without `SV:`, `VS:` and the like; without this reader, mails are not grouped by subject. */
  readonly subjectCore?: (subject: string) => { readonly core: string; readonly isReply: boolean }
}

/** What is used of a parsed mail. */
interface EmlText {
  readonly subject: string
  readonly body: BodyText
  readonly date?: IsoTime | undefined
  readonly messageId?: string | undefined
  readonly references?: readonly string[]
}

/** Problems listed before reading stops: enough to see a pattern, few enough to read. */
const FAULT_LIMIT = 20

/**
 * Reads labelled mails from `.jsonl` and `.jsonl.gz` files and from folders (of such files, or of a folder of .eml for each label), in the order of the paths.
 * @throws DATA_FAULTY once, at the end, with all problems up to a limit; DATA_MISSING; DATA_UNKNOWN_KIND
 */
export async function* readLabelled(
  paths: readonly string[],
  readers: LabelledReaders,
): AsyncGenerator<TrainingExample> {
  const faults: DataFault[] = []
  for (const path of paths) {
    for await (const item of readPath(path, readers)) {
      if ('problem' in item) faults.push(item)
      else yield item
      if (faults.length >= FAULT_LIMIT) throw dataFaulty(faults, true)
    }
  }
  if (faults.length > 0) throw dataFaulty(faults, false)
}

/** All of it in one list, for training. */
export async function readAllLabelled(
  paths: readonly string[],
  readers: LabelledReaders,
): Promise<readonly TrainingExample[]> {
  const examples: TrainingExample[] = []
  for await (const example of readLabelled(paths, readers)) examples.push(example)
  return examples
}

// ---------------------------------------------------------------------------------------------------------------

type Item = TrainingExample | DataFault

const common = {
  id: z.string().optional(),
  label: z.string().min(1),
  date: z.string().optional(),
  lang: z.string().optional(),
  /** Message ids, its own and those it answers, or hashes of them: mails that share one are a thread. */
  thread: z.array(z.string()).optional(),
}
const lineSchema = z.union(
  [
    z.looseObject({ ...common, text: z.string() }),
    z.looseObject({ ...common, subject: z.string(), body: z.string() }),
  ],
  'expected "label" and either "text" or "subject" and "body", all strings',
)

const isJsonLines = (path: string): boolean => /\.jsonl(\.gz)?$/.test(path)

function readPath(path: string, readers: LabelledReaders): AsyncIterable<Item> {
  if (!existsSync(path)) throw dataMissing(path)
  if (statSync(path).isDirectory()) return readFolder(path, readers)
  if (isJsonLines(path)) return readLines(path, readers)
  throw dataUnknownKind(path)
}

async function* readLines(file: string, readers: LabelledReaders): AsyncGenerator<Item> {
  const bytes = createReadStream(file)
  // A broken file or archive must fail the read, not end it: `pipe` does not pass errors on.
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  bytes.on('error', (error) => input.destroy(error))
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const read = readLine(line)
    if (typeof read === 'string') yield { file, line: number, problem: read }
    else yield exampleOf(read, read.id ?? `${basename(file)}:${number}`, readers)
  }
}

/** The line's object, or what is wrong with it. */
function readLine(line: string): z.output<typeof lineSchema> | string {
  const raw = parseJson(line)
  if (raw === undefined) return 'is not JSON'
  const parsed = lineSchema.safeParse(raw)
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'is not valid')
}

function parseJson(line: string): unknown {
  try {
    // A byte order mark at the start of a file is not part of its first mail.
    return JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function exampleOf(line: z.output<typeof lineSchema>, id: string, readers: LabelledReaders): TrainingExample {
  // The schema allows both forms; the fields say which one it is.
  const subject = typeof line['subject'] === 'string' ? line['subject'] : ''
  const body = readers.splitBody(String(line['text'] ?? line['body']))
  return {
    id,
    label: label(line.label),
    text: { subject, own: body.own, quoted: body.quoted, forwarded: body.forwarded },
    date: line.date,
    language: line.lang,
    thread: threadOf(subject, line.thread ?? [], readers),
  }
}

function threadOf(
  subject: string,
  ids: readonly string[],
  { subjectCore }: LabelledReaders,
): ThreadSigns | undefined {
  const { core, isReply } = subjectCore?.(subject) ?? { core: '', isReply: false }
  return ids.length === 0 && core === '' ? undefined : { ids, subjectCore: core, isReply }
}

/** A folder of .jsonl files, or one with a folder of .eml files for each label, or both. */
async function* readFolder(dir: string, readers: LabelledReaders): AsyncGenerator<Item> {
  const entries = (await readdir(dir, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) yield* readLabelFolder(path, readers)
    else if (isJsonLines(path)) yield* readLines(path, readers)
  }
}

async function* readLabelFolder(dir: string, readers: LabelledReaders): AsyncGenerator<Item> {
  const name = basename(dir)
  for (const file of (await readdir(dir)).filter((one) => one.endsWith('.eml')).sort()) {
    const mail = await readers.parseEml(await readFile(join(dir, file)))
    const { subject, body, messageId, references = [] } = mail
    const ids = messageId === undefined ? references : [messageId, ...references]
    yield {
      id: `${name}/${file}`,
      label: label(name),
      text: { subject, own: body.own, quoted: body.quoted, forwarded: body.forwarded },
      date: mail.date,
      language: undefined,
      thread: threadOf(subject, ids, readers),
    }
  }
}
