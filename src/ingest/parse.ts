// Step 2 of 8: RawMail -> ParsedMail. Never throws for bad mail: what could not be read is listed in `mail.troubles`.
//
// The one file that knows mailparser. Its own text assembly is not used: it knows neither which alternative to read nor
// what to do with a wrong charset, so the tree of parts is taken as it is and read by readable-text.
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { MailParser } from 'mailparser'
import type { ParsedMail, RawMail } from '../journey.js'
import { assembleMail } from './assemble.js'
import { ATTACHED_MAIL_BYTES, ATTACHED_MAILS, attachedMailText } from './attached-mail.js'
import type { AttachedPart } from './attachments.js'
import { cleanText, decodeHeaderBytes } from './charset.js'
import { addressesOf, type HeaderLine, type ParsedAddress } from './header-fields.js'
import { htmlPart } from './html-part.js'
import { type MailboxAddresses, noAddresses } from './machine/clues.js'
import { type DeclaredPart, meantAs } from './meant-part.js'
import type { ReadMail } from './mime-mail.js'
import { tooLargeMail } from './plain-mail.js'
import { firstText, readHeader } from './plain-reading.js'
import type { MimePart } from './readable-text.js'
import { mendBytes, withEncodedWords, withoutAddressComments } from './repair-bytes.js'
import { createRepairDecoder } from './repair-decoder.js'
import { withSignedContent } from './signed-content.js'

interface ParseOptions {
  /** Of a mail with more bytes only the header is read. */
  readonly maxBytes: number
  /** Whose mailbox it is read for; without it no mail is taken for a copy of our own. */
  readonly addresses?: MailboxAddresses
  /** Warnings that this installation's gateways write into mail, beside the common ones. */
  readonly banners?: readonly string[]
}

/** Reads a mail as far as it can be read. */
export async function parseMail(raw: RawMail, options: ParseOptions): Promise<ParsedMail> {
  if (raw.bytes.length > options.maxBytes) return tooLargeMail(raw, options.maxBytes)
  const read = await readMail(raw.bytes).catch(() => readPlainly(raw.bytes))
  return assembleMail(raw.id, read, options.addresses ?? noAddresses, options.banners)
}

/** A mail's html as a stranger wrote it, bounded; undefined when it has none or is too large to be read. */
export async function readHtml(
  bytes: Uint8Array,
  { maxBytes }: Pick<ParseOptions, 'maxBytes'>,
): Promise<string | undefined> {
  if (bytes.length > maxBytes) return undefined
  const read = await readMail(bytes).catch(() => undefined)
  return read && htmlPart(read.root)
}

// ---------------------------------------------------------------------------------------------------------------
// Internals of mailparser 3.9. It is pinned to an exact version; tests/unit/ingest/parse.test.ts fails if a newer
// one no longer calls these.

interface SplitNode extends DeclaredPart {
  charset: string | false | undefined
}

interface Node {
  readonly contentType: string | undefined
  readonly headers: ReadonlyMap<string, unknown>
  readonly children: readonly Node[]
  readonly textContent?: string
  readonly showMeta?: boolean
}

interface Inside {
  tree: Node | false
  headerLines: readonly HeaderLine[] | false
  createNode(node: SplitNode): Node
  processHeaders(lines: readonly HeaderLine[]): ReadonlyMap<string, unknown>
  getDecoder(): { decodeStream(charset: string): NodeJS.ReadWriteStream }
  getTextContent(): object
}

const Base = MailParser as unknown as new (options: object) => MailParser & Inside

/** Marks every text part's charset, so that the decoder below is asked for all of them, UTF-8 and undeclared ones too. */
const MARK = 'as-declared:'
/** iconv-lite has no stateful Japanese charsets; mailparser's own decoder has. */
const JAPANESE = /^(?:jis|iso-?2022-?jp)/i

class RepairingParser extends Base {
  hasGuessed = false
  hasCut = false

  override createNode(node: SplitNode): Node {
    node.charset = MARK + (node.charset || '')
    Object.assign(node, meantAs(node))
    return super.createNode(node)
  }

  override processHeaders(lines: readonly HeaderLine[]): ReadonlyMap<string, unknown> {
    const repaired = firstOfEach(lines).map(({ key, line }) => ({ key, line: this.repaired(line) }))
    return super.processHeaders(repaired.filter(({ key }) => READ.test(key)))
  }

  override getDecoder(): ReturnType<Inside['getDecoder']> {
    const own = super.getDecoder()
    return {
      decodeStream: (marked) => {
        const charset = marked.replace(MARK, '')
        if (JAPANESE.test(charset)) return own.decodeStream(charset)
        return createRepairDecoder(charset === '' ? undefined : charset, {
          guessed: () => {
            this.hasGuessed = true
          },
          cut: () => {
            this.hasCut = true
          },
        })
      },
    }
  }

  override getTextContent(): object {
    return { type: 'text' }
  }

  /** mailparser assumes that a header's bytes are UTF-8: convert them. */
  private repaired(line: string): string {
    const words = withEncodedWords(withoutAddressComments(line))
    const { text, isGuessed } = decodeHeaderBytes(words)
    if (!isGuessed) return words
    this.hasGuessed = true
    return Buffer.from(text).toString('latin1')
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Fields that a mail may have only once. If there are two, mail programs show the first and mailparser reads the last. */
const SINGLE = new Set(['subject', 'from', 'date', 'message-id', 'in-reply-to', 'content-type'])

/** The fields whose values are read, here or by mailparser; of the others (a dozen Received, DKIM, ARC) the lines suffice. */
const READ = /^(?:subject|from|to|cc|date|content-.*)$/

function firstOfEach(lines: readonly HeaderLine[]): HeaderLine[] {
  const seen = new Set<string>()
  return lines.filter(({ key }) => {
    if (!SINGLE.has(key)) return true
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst
  })
}

const parserOptions = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true }

/** How much the parser is given at a time, so that it never buffers more of a large mail. */
const PIECE_BYTES = 256 * 1024

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES)
}

async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const parser = new RepairingParser(parserOptions)
  const attached: AttachedPart[] = []
  parser.on('data', (data: unknown) => collectAttachment(data as AttachmentEvent, attached))
  const mended = withSignedContent(mendBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
  if (mended.length <= PIECE_BYTES) parser.end(mended)
  else Readable.from(piecesOf(mended)).pipe(parser)
  await finished(parser)
  const root = parser.tree || { contentType: 'text/plain', headers: new Map(), children: [] }
  const addresses = (name: string) => addressesOf(addressList(root.headers.get(name)))
  return {
    headerLines: parser.headerLines || [],
    subject: String(root.headers.get('subject') ?? ''),
    from: addresses('from'),
    to: addresses('to'),
    cc: addresses('cc'),
    root: partOf(root),
    attached,
    partTypes: typesIn(root),
    ownPartTypes: typesIn(root, { isOwnOnly: true }),
    isTextCut: parser.hasCut,
    troubles: parser.hasGuessed
      ? [{ kind: 'charset-guessed', detail: 'a part or header declared no charset that fits its bytes' }]
      : [],
  }
}

/** Reads the header and the first text when the parser gave up (more than 1,000 parts, header over its limit). */
function readPlainly(bytes: Uint8Array): ReadMail {
  const read = readHeader(bytes)
  return {
    ...read,
    root: { ...read.root, text: firstText(bytes) },
    troubles: [{ kind: 'malformed', detail: 'only the header and the first text were read' }],
  }
}

interface AttachmentEvent {
  readonly type: string
  readonly content: NodeJS.ReadableStream
  readonly contentType?: string
  readonly filename?: string
  readonly cid?: string
  readonly related?: boolean
  release(): void
}

/** How much of a calendar part is read: whether somebody typed a remark stands in its first event. */
const CALENDAR_BYTES = 64 * 1024
/** Google attaches the part a second time as a file. */
const CALENDARS = 3

const calendarText = (chunks: readonly Buffer[]): string =>
  cleanText(Buffer.concat(chunks).subarray(0, CALENDAR_BYTES).toString('utf8'))

function collectAttachment(data: AttachmentEvent, into: AttachedPart[]): void {
  if (data.type !== 'attachment') return
  let sizeBytes = 0
  const type = cleanText(data.contentType || 'application/octet-stream').toLowerCase()
  const isCalendar = type === 'text/calendar' && into.filter((part) => part.calendar).length < CALENDARS
  const isMail = type === 'message/rfc822' && into.filter((part) => part.mail).length < ATTACHED_MAILS
  const read: Buffer[] = []
  const mostBytes = isCalendar ? CALENDAR_BYTES : isMail ? ATTACHED_MAIL_BYTES : 0
  data.content.on('data', (chunk: Buffer) => {
    if (sizeBytes < mostBytes) read.push(chunk)
    sizeBytes += chunk.length
  })
  data.content.on('end', () => {
    into.push({
      name: data.filename ?? '',
      type,
      sizeBytes,
      cid: data.cid,
      isRelated: data.related ?? false,
      ...(isCalendar && read.length > 0 ? { calendar: calendarText(read) } : {}),
      ...(isMail ? { mail: attachedMailText(read) } : {}),
    })
    data.release()
  })
}

const addressList = (header: unknown): ParsedAddress[] =>
  [header].flat().flatMap((each) => (each as { value?: ParsedAddress[] } | undefined)?.value ?? [])

function partOf(node: Node): MimePart {
  return {
    type: cleanText(node.contentType || 'text/plain').toLowerCase(),
    text: node.textContent,
    name: nameOf(node.headers),
    heading: node.showMeta ? headingOf(node.headers) : undefined,
    children: node.children.map(partOf),
  }
}

/** The file name that a part declares, empty if it declares none. */
function nameOf(headers: ReadonlyMap<string, unknown>): string {
  type Params = { params?: { filename?: string; name?: string } } | undefined
  const disposition = headers.get('content-disposition') as Params
  const type = headers.get('content-type') as Params
  return disposition?.params?.filename ?? type?.params?.name ?? ''
}

function headingOf(headers: ReadonlyMap<string, unknown>): string {
  const text = (name: string) =>
    [headers.get(name)]
      .flat()
      .map((each) => (each as { text?: string })?.text ?? '')
      .join(', ')
  const date = headers.get('date')
  return `From: ${text('from')}\nDate: ${date instanceof Date ? date.toISOString() : ''}\nSubject: ${String(headers.get('subject') ?? '')}\nTo: ${text('to')}`
}

/** Content types with their parameters, in lower case, outermost first; on request an attached mail counts as one part. */
function typesIn(node: Node, { isOwnOnly = false } = {}): string[] {
  const header = node.headers.get('content-type') as
    | { value?: string; params?: Record<string, string> }
    | undefined
  const params = Object.entries(header?.params ?? {}).map(([name, value]) => `; ${name}="${value}"`)
  const own = `${header?.value ?? node.contentType ?? ''}${params.join('')}`.toLowerCase()
  if (isOwnOnly && own.startsWith('message/rfc822')) return [own]
  return [own, ...node.children.flatMap((child) => typesIn(child, { isOwnOnly }))]
}
