// `postfordeler import`: historical categorised mail -> labelled JSON lines, with CPR numbers hidden and without senders.
// Who filed a mail in a folder labelled it: the folder's queue is its label.
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { question } from '../../config/did-you-mean.js'
import { readLabelMap } from '../../config/label-map.js'
import type { Queue } from '../../config/schema.js'
import type { BodyText, ParsedMail, RawMail } from '../../journey.js'
import { csvItems } from './csv.js'
import { importMapQueueUnknown, importMapUnreadable, importOutUnwritable } from './errors.js'
import { createLabeller, type Labeller } from './labels.js'
import type { ImportItem } from './line.js'
import { mailItems } from './mails.js'
import { type FolderSource, fileSources } from './sources.js'

export interface ImportOptions {
  /** `imap:MAILBOX`, `maildir:FOLDER`, `mbox:FILE or FOLDER`, `eml:FOLDER`, `csv:FILE`. */
  readonly source: string
  /** File that the lines go to; none: stdout. */
  readonly out?: string
  /** YAML file of `folder name: queue key`. */
  readonly map?: string
  /** Keeps mail of folders that no queue is known for, under a label made of the folder's name. */
  readonly keepUnknown?: boolean
  /** The configured queues; without them and without a map every folder is a label of its own. */
  readonly queues?: Readonly<Record<string, Pick<Queue, 'name' | 'folder'>>>
  /** The configured label of mail that belongs to no queue here. */
  readonly outside?: string
  /** @units bytes; larger mails are not read. */
  readonly maxBytes: number
}

export interface ImportDeps {
  /** Opens `maildir:`, `mbox:` and `eml:` sources. */
  readonly openSource: (uri: string) => Promise<FolderSource['source']>
  /** Opens the folders of a configured mailbox. */
  readonly openImapFolders: (mailbox: string) => Promise<readonly FolderSource[]>
  readonly parseMail: (
    raw: RawMail,
    options: { readonly maxBytes: number },
  ) => ParsedMail | Promise<ParsedMail>
  readonly splitBody: (text: string) => BodyText
  /** Writes a line to stdout. */
  readonly out: (line: string) => void | Promise<void>
  /** Is told how far the work is, for stderr. */
  readonly progress: (message: string) => void
}

export interface ImportReport {
  readonly written: number
  /** Lines per label, the label with most first. */
  readonly perLabel: readonly (readonly [label: string, count: number])[]
  /** What was left out, per reason, with the commonest first. */
  readonly skipped: readonly (readonly [reason: string, count: number])[]
}

/** After so many mails the user is told again. */
const PROGRESS_EVERY = 100

/** @throws IMPORT_SOURCE_UNKNOWN, IMPORT_MAP_UNREADABLE, IMPORT_MAP_QUEUE_UNKNOWN, CONFIG_INVALID (the map), IMPORT_CSV_..., and what the sources throw */
export async function runImport(options: ImportOptions, deps: ImportDeps): Promise<ImportReport> {
  const labelOf = await labeller(options)
  const items = itemsOf(options, deps, labelOf)
  if (options.out === undefined) return await write(items, deps.out, deps.progress)
  return await writeFileWhole(options.out, (out) => write(items, out, deps.progress))
}

/** The report as the command line ends with it. */
export function importSummary(report: ImportReport): string {
  const list = (rows: ImportReport['perLabel']) =>
    rows.map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
  const skipped = report.skipped.length === 0 ? [] : ['Left out:', ...list(report.skipped)]
  return [`Wrote ${report.written} labelled mails:`, ...list(report.perLabel), ...skipped].join('\n')
}

// ---------------------------------------------------------------------------------------------------------------

async function labeller({ map, keepUnknown = false, queues, outside }: ImportOptions): Promise<Labeller> {
  const text = map === undefined ? undefined : await readFile(map, 'utf8').catch((error) => error)
  if (text instanceof Error) throw importMapUnreadable(String(map), text)
  const folders = text === undefined ? undefined : readLabelMap(text, String(map))
  const keys = Object.keys(queues ?? {})
  if (keys.length > 0) requireQueues(String(map), folders, [...keys, outside ?? ''])
  const isFree = keys.length === 0 && folders === undefined
  return createLabeller({ queues, outside, folders, keepUnknown: keepUnknown || isFree })
}

/** A slip in the map would make a queue that nobody has. */
function requireQueues(
  map: string,
  folders: ReadonlyMap<string, string> | undefined,
  labels: readonly string[],
): void {
  for (const [folder, label] of folders ?? []) {
    if (!labels.includes(label)) throw importMapQueueUnknown(map, folder, label, question(label, labels))
  }
}

async function* itemsOf(
  { source, maxBytes }: ImportOptions,
  deps: ImportDeps,
  labelOf: Labeller,
): AsyncIterable<ImportItem> {
  const csv = /^csv:(.+)$/s.exec(source)?.[1]
  if (csv !== undefined) {
    yield* csvItems(csv, { labelOf, splitBody: deps.splitBody })
    return
  }
  const mailbox = /^imap:(.+)$/s.exec(source)?.[1]
  const sources =
    mailbox === undefined ? await fileSources(source, deps.openSource) : await deps.openImapFolders(mailbox)
  yield* mailItems(sources, { labelOf, parseMail: (raw) => deps.parseMail(raw, { maxBytes }) })
}

async function write(
  items: AsyncIterable<ImportItem>,
  out: ImportDeps['out'],
  progress: (message: string) => void,
): Promise<ImportReport> {
  const perLabel = new Map<string, number>()
  const skipped = new Map<string, number>()
  let read = 0
  for await (const item of items) {
    if (item.kind === 'line') {
      await out(JSON.stringify(item.line))
      count(perLabel, item.line.label)
    } else count(skipped, item.reason)
    read += 1
    if (read % PROGRESS_EVERY === 0) progress(`${read} mails read`)
  }
  const written = [...perLabel.values()].reduce((sum, one) => sum + one, 0)
  return { written, perLabel: ranked(perLabel), skipped: ranked(skipped) }
}

/** Writes beside the file and renames, so that a run that fails leaves the file of an earlier one as it was. */
async function writeFileWhole<T>(path: string, work: (out: ImportDeps['out']) => Promise<T>): Promise<T> {
  const part = `${path}.part`
  const file = await openForWriting(part)
  try {
    const result = await work((line) => file.appendFile(`${line}\n`))
    await file.sync()
    await file.close()
    await rename(part, path)
    return result
  } catch (error) {
    await file.close().catch(() => undefined) // it may be closed already, and the first error is the one to tell
    await rm(part, { force: true })
    throw error
  }
}

async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w')
  } catch (error) {
    throw importOutUnwritable(path, error)
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
}
