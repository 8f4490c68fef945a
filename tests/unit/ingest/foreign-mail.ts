// Reads the mail of other projects with their expected results, and says where we agree. Used by foreign-mail.test.ts.
//
// The rule of comparison, field by field:
// - subject and text: white space folded (in subjects left out), as no two programs agree on it; the text is compared after both have gone
//   through splitBody, as ParsedMail holds no other; html that has no plain text beside it goes through htmlToText first;
// - sender: the address, lower case; by name where there is no address or it was not told from the name;
// - a replacement character in the expected result stands for whatever letters we decoded there;
// - date: the instant. imap_tools' results hold the wall clock without its zone, so the header's own zone is taken off.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { mailIdOf } from '../../../src/ids.js'
import { splitBody } from '../../../src/ingest/body-text.js'
import { cleanText } from '../../../src/ingest/charset.js'
import { htmlToText } from '../../../src/ingest/html-text.js'
import { parseMail } from '../../../src/ingest/parse.js'
import type { ParsedMail, RawMail } from '../../../src/journey.js'

export interface Expected {
  readonly file: string
  readonly bytes: Buffer
  readonly subject: string
  readonly sender: string
  /** Instant, or undefined where the other project found none. */
  readonly time: number | undefined
  /** Texts that are right: with and without parts that are a matter of taste. */
  readonly texts: readonly string[]
}

export const fields = ['subject', 'sender', 'date', 'text'] as const
export type Agreement = Record<(typeof fields)[number], boolean>

export const rawMail = (bytes: Buffer): RawMail => ({
  id: mailIdOf(bytes),
  bytes,
  location: { account: 'test', folder: 'INBOX', uidValidity: '0', uid: 1 },
  receivedAt: undefined,
})

export async function compare(expected: Expected): Promise<{ mail: ParsedMail; agrees: Agreement }> {
  const mail = await parseMail(rawMail(expected.bytes), { maxBytes: 50_000_000 })
  const time = mail.date === undefined ? undefined : Date.parse(mail.date)
  const got = fold(Object.values(mail.body).join(' '))
  return {
    mail,
    agrees: {
      subject: isSame(unspaced(mail.subject), unspaced(expected.subject)),
      sender: sendersOf(mail).includes(expected.sender.toLowerCase()),
      date: time === expected.time,
      text: expected.texts.some((text) => {
        const wanted = fold(splitAsMail(text, mail))
        return (
          isSame(got, wanted) ||
          (holdsMail(expected.bytes) && (wanted.startsWith(got) || got.startsWith(wanted)))
        )
      }),
    },
  }
}

/** Every file below a folder, sorted. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))

export function stalwart(shared: string): Expected[] {
  const root = join(shared, 'foreign-mail/stalwart-mail-parser/resources/eml')
  return filesBelow(root)
    .filter((path) => path.endsWith('.eml'))
    .map((path) => {
      const bytes = readFileSync(path)
      const json = JSON.parse(readFileSync(path.replace(/\.eml$/, '.json'), 'utf8')) as StalwartMail
      return { file: relative(root, path), bytes, ...stalwartFields(json) }
    })
}

export function imapTools(shared: string): Expected[] {
  const root = join(shared, 'foreign-mail/imap_tools')
  const lines = readFileSync(join(root, 'expected.jsonl'), 'utf8').trim().split('\n')
  return lines
    .map((line) => JSON.parse(line) as ImapToolsMail)
    .map((json) => {
      const bytes = readFileSync(join(root, 'tests/messages', json.message))
      return {
        file: json.message,
        bytes,
        subject: json.subject,
        sender: json.from_,
        time: wallClock(json.date, bytes),
        texts: [json.text, textOfHtml(json.html), `${json.text}\n${textOfHtml(json.html)}`],
      }
    })
}

// ---------------------------------------------------------------------------------------------------------------

/** The address; the name where there is no address, or both where the other project did not tell them apart. */
function sendersOf({ from }: ParsedMail): string[] {
  if (!from) return ['']
  return [from.address || from.name.toLowerCase(), `${from.name} ${from.address}`.toLowerCase()]
}

const fold = (text: string): string =>
  cleanText(text)
    .replace(/[\s\u200b\ufeff]+/g, ' ')
    .trim()

/** The mail holds another mail: whether that one's text is read or listed as an attachment is a matter of taste. */
const holdsMail = (bytes: Buffer): boolean =>
  /^content-type:\s*(?:message\/rfc822|multipart\/digest)/im.test(bytes.toString('latin1'))

const asciiOnly = (text: string): string => text.replace(/[^\0-\x7f]/g, '').replace(/ +/g, ' ')

/** Where the other project could not decode (U+FFFD) any letters will do; where it dropped them, none need be there. */
function isSame(got: string, expected: string): boolean {
  if (got !== expected && asciiOnly(expected) === expected && asciiOnly(got) === expected) return true
  if (!expected.includes('\uFFFD')) return got === expected
  let at = 0
  return expected.split(/[\uFFFD ]*\uFFFD[\uFFFD ]*/).every((piece) => {
    const found = got.indexOf(piece, at)
    at = found + piece.length
    return found >= 0
  })
}

/** Between two encoded words some keep a space and some do not. */
const unspaced = (text: string): string => fold(text).replace(/ /g, '')

const textOfHtml = (html: string): string => (html === '' ? '' : htmlToText(html).text)

function splitAsMail(text: string, mail: ParsedMail): string {
  const { isReply, isForward } = mail
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address)
  return Object.values(
    splitBody(cleanText(text).replace(/\r\n?/g, '\n'), { isReply, isForward, recipients }),
  ).join(' ')
}

interface StalwartPart {
  readonly headers: readonly { readonly name: unknown; readonly value: Record<string, unknown> | string }[]
  readonly body: Record<string, unknown>
}

interface StalwartMail {
  readonly text_body: readonly number[]
  readonly html_body: readonly number[]
  readonly parts: readonly StalwartPart[]
}

function stalwartFields(json: StalwartMail): Omit<Expected, 'file' | 'bytes'> {
  const value = (name: string, kind: string) => {
    const found = json.parts[0]?.headers.filter((header) => header.name === name).at(-1)?.value
    return typeof found === 'object' ? found[kind] : undefined
  }
  const from = value('from', 'Address') as StalwartAddress | undefined
  const first = from?.List?.[0] ?? from?.Group?.flatMap((group) => group.addresses)[0]
  const date = value('date', 'DateTime') as StalwartDate | undefined
  return {
    subject: String(value('subject', 'Text') ?? ''),
    sender: first?.address ?? first?.name ?? '',
    time: date && stalwartTime(date),
    texts: [
      textIn(json, json.text_body),
      textIn(json, json.html_body),
      textIn(json, Object.keys(json.parts).map(Number)),
    ],
  }
}

interface StalwartAddress {
  readonly List?: readonly { readonly name: string | null; readonly address: string | null }[]
  readonly Group?: readonly {
    readonly addresses: readonly { readonly name: string | null; readonly address: string | null }[]
  }[]
}

type StalwartDate = Record<
  'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'tz_hour' | 'tz_minute',
  number
> & {
  readonly tz_before_gmt: boolean
}

function stalwartTime(date: StalwartDate): number {
  const utc = Date.UTC(date.year, date.month - 1, date.day, date.hour, date.minute, date.second)
  const offset = (date.tz_hour * 60 + date.tz_minute) * 60_000
  return date.tz_before_gmt ? utc + offset : utc - offset
}

const textIn = (json: StalwartMail, indices: readonly number[]): string =>
  indices
    .map((index) => json.parts[index]?.body ?? {})
    .map((body) => ('Text' in body ? String(body['Text']) : textOfHtml(String(body['Html'] ?? ''))))
    .join('\n\n')

interface ImapToolsMail {
  readonly message: string
  readonly subject: string
  readonly from_: string
  readonly date: string
  readonly text: string
  readonly html: string
}

function wallClock(date: string, bytes: Buffer): number | undefined {
  if (date.startsWith('1900-')) return undefined
  const header = /^date:(.*(?:\r?\n[ \t].*)*)/im.exec(bytes.toString('latin1'))?.[1] ?? ''
  const zone = /([+-])(\d\d)(\d\d)(?!\d)/.exec(header)
  const offset = zone ? (Number(zone[2]) * 60 + Number(zone[3])) * (zone[1] === '-' ? -1 : 1) : 0
  return Date.parse(`${date.slice(0, 19)}Z`) - offset * 60_000
}
