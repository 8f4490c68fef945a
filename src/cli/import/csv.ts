// A CSV export of a case system -> labelled lines. Excel's habits are borne: a byte order mark, ";", windows-1252, Danish dates.
import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import type { BodyText } from '../../journey.js'
import { importCsvBroken, importCsvColumns, importCsvUnreadable } from './errors.js'
import type { Labeller } from './labels.js'
import { type ImportItem, labelledItem, skipped } from './line.js'
import { learntText } from './mails.js'

const columnNames = {
  id: ['id', 'sagsnummer', 'sag'],
  label: ['label', 'queue', 'category', 'kategori', 'kø', 'afdeling'],
  text: ['text', 'tekst'],
  subject: ['subject', 'emne'],
  body: ['body', 'indhold', 'brødtekst', 'besked'],
  date: ['date', 'dato', 'modtaget'],
  lang: ['lang', 'language', 'sprog'],
} as const
type Column = keyof typeof columnNames
type Row = Readonly<Record<string, string | undefined>>

interface CsvDeps {
  readonly labelOf: Labeller
  readonly splitBody: (text: string) => BodyText
}

/** @throws IMPORT_CSV_UNREADABLE, IMPORT_CSV_COLUMNS, IMPORT_CSV_BROKEN */
export async function* csvItems(file: string, deps: CsvDeps): AsyncIterable<ImportItem> {
  const text = decodeCsv(await readBytes(file))
  for (const { row, line } of readRows(file, text)) yield csvItem(row, line, deps)
}

/**
 * UTF-8 if it is UTF-8, UTF-16 if a byte order mark says so, else windows-1252, in which every byte means something.
 * @source Node 20's own TextDecoder reads windows-1252 as ISO-8859-1, which loses the euro sign and the quotes; iconv-lite does not.
 */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'windows-1252') // not UTF-8 is an answer here, not a fault
  }
}

/** The delimiter that the first line has most of, outside quotes. */
export function detectDelimiter(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1)
  const ranked = [';', ',', '\t'].map((delimiter) => ({ delimiter, fields: line.split(delimiter).length }))
  return ranked.sort((a, b) => b.fields - a.fields)[0]?.delimiter ?? ';'
}

/** A date as ISO 8601 from ISO or Danish writing (`31-12-2024 08:15`), undefined when it is neither. */
export function readDate(text: string): string | undefined {
  const danish = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[ T]+(?:kl\. ?)?(\d{1,2})[:.](\d{2}))?/.exec(text)
  const two = (digits = '0') => digits.padStart(2, '0')
  const iso = danish
    ? `${danish[3]}-${two(danish[2])}-${two(danish[1])}T${two(danish[4])}:${two(danish[5])}:00`
    : text.trim()
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined
  return Number.isNaN(Date.parse(iso)) ? undefined : iso
}

// ---------------------------------------------------------------------------------------------------------------

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw importCsvUnreadable(file, error)
  }
}

function readRows(file: string, text: string): { row: Row; line: number }[] {
  let columns: readonly string[] = []
  const parsed = parseOrThrow(file, text, (header) => {
    columns = header.map(columnOf)
    return [...columns]
  })
  const has = (column: Column) => columns.includes(column)
  if (!has('label') || !(has('text') || has('body') || has('subject'))) throw importCsvColumns(file, columns)
  return parsed
}

function parseOrThrow(file: string, text: string, columns: (header: string[]) => string[]) {
  const options = {
    columns,
    delimiter: detectDelimiter(text),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }
  try {
    const found = parse(text, options) as unknown as { record: Row; info: { lines: number } }[]
    return found.map(({ record, info }) => ({ row: record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw importCsvBroken(file, Number(error['lines'] ?? 1), error)
  }
}

/** The column that a heading means; headings that mean none keep their own name. */
function columnOf(heading: string): string {
  const name = heading.trim().toLowerCase().normalize('NFC')
  const known = Object.entries(columnNames).find(([, names]) => (names as readonly string[]).includes(name))
  return known?.[0] ?? name
}

function csvItem(row: Row, line: number, { labelOf, splitBody }: CsvDeps): ImportItem {
  const cell = (column: Column) => (row[column] ?? '').replaceAll('\0', '').trim()
  const named = cell('label')
  if (named === '') return skipped('no label')
  const label = labelOf(named)
  if (label === undefined) return skipped(`no queue is known for the label "${named}"`)
  const body = learntText(splitBody(cell('text') || cell('body')))
  const lang = /^[a-z]{2}$/.test(cell('lang')) ? cell('lang') : undefined
  const id = cell('id') || `line-${line}`
  return labelledItem({ id, label, subject: cell('subject'), body, date: readDate(cell('date')), lang })
}
