// What `classify` is given: lines of JSON and files of mail. What cannot be read is an input too: it is one line of the output, never its end.
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { MailAsText } from '../ingest/from-text.js'
import type { CommandIo } from './command.js'

/** Why an input has no answer. The codes are for programs. */
export interface InputFault {
  readonly code: 'LINE_NOT_JSON' | 'LINE_INVALID' | 'FILE_UNREADABLE' | 'MAIL_UNDECIDED'
  readonly message: string
}

export type Input =
  | { readonly kind: 'text'; readonly id: string; readonly text: MailAsText }
  | { readonly kind: 'bytes'; readonly id: string; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly id: string; readonly error: InputFault }

/** In their order; without files, the lines of stdin. */
export async function* inputsOf(
  io: Pick<CommandIo, 'stdin'>,
  files: readonly string[],
): AsyncIterable<Input> {
  if (files.length === 0) yield* jsonLines(Readable.from(io.stdin))
  for (const file of files) {
    if (file.endsWith('.jsonl')) yield* jsonFile(file)
    else yield await mailFile(file)
  }
}

// ---------------------------------------------------------------------------------------------------------------

const address = z.union([z.string(), z.object({ name: z.string().default(''), address: z.string() })])
const header = {
  id: z.coerce.string().optional(),
  from: address.nullish(),
  to: z.union([address, z.array(address)]).nullish(),
  date: z.string().nullish(),
}
const lineSchema = z.union([
  z.object({ id: header.id, raw: z.string().min(1) }),
  z.object({ ...header, subject: z.string(), body: z.string() }),
  z.object({ ...header, text: z.string(), subject: z.string().optional() }),
])
const EXPECTED = 'expected one JSON object with "raw", with "text", or with "subject" and "body"'

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

async function mailFile(file: string): Promise<Input> {
  try {
    return { kind: 'bytes', id: file, bytes: await readFile(file) }
  } catch (error) {
    return unreadable(file, error)
  }
}

const unreadable = (file: string, error: unknown): Input => ({
  ...{ kind: 'fault', id: file },
  error: {
    code: 'FILE_UNREADABLE',
    message: `The file could not be read: ${error instanceof Error ? error.message : error}`,
  },
})

async function* jsonLines(stream: Readable): AsyncIterable<Input> {
  let line = 0
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    const json = text.replace(/^\uFEFF/, '')
    if (json.trim() !== '') yield jsonLine(json, String(line))
  }
}

function jsonLine(json: string, line: string): Input {
  const fault = (code: InputFault['code'], message: string, id = line): Input => ({
    ...{ kind: 'fault', id },
    error: { code, message },
  })
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return fault('LINE_NOT_JSON', `Line ${line} is not JSON; ${EXPECTED}.`)
  }
  const { data } = lineSchema.safeParse(value)
  if (data === undefined) return fault('LINE_INVALID', `Line ${line}: ${EXPECTED}.`)
  const { id = line } = data
  if ('raw' in data)
    return NOT_BASE64.test(data.raw)
      ? fault('LINE_INVALID', `Line ${line}: "raw" is not base64.`, id)
      : { kind: 'bytes', id, bytes: Buffer.from(data.raw, 'base64') }
  const body = 'body' in data ? data.body : data.text
  const { subject = '', date } = data
  const text = { subject, body, from: written(data.from), to: written(data.to), date: date ?? undefined }
  return { kind: 'text', id, text }
}

/** One character that base64 and base64url do not have. */
const NOT_BASE64 = /[^A-Za-z0-9+/=_\s-]/

type Written = z.infer<typeof header.from> | z.infer<typeof header.to>

/** As a header would have it. */
function written(value: Written): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if ('address' in value) return `"${value.name.replaceAll('"', '')}" <${value.address}>`
  return value.flatMap((one) => written(one) ?? []).join(', ')
}
