// Draws the conclusions of a ParsedMail from what was read: whose words, which thread, which language, what is wrong.
import type { MailId } from '../ids.js'
import type { Attachment, Automatic, BodyText, ParsedMail, Trouble, TroubleKind } from '../journey.js'
import { subjectCore } from '../subject.js'
import { withAttachedMails } from './attached-mail.js'
import { attachmentTroubles, safeName, visibleAttachments } from './attachments.js'
import { automaticOf } from './automatic.js'
import { splitSigned } from './body-text.js'
import { dateOf, headerValue } from './header-fields.js'
import { languageOf } from './language.js'
import { ATTACHMENTS, SUBJECT_CHARACTERS } from './limits.js'
import type { MailboxAddresses } from './machine/clues.js'
import { splitReport } from './machine/returned-mail.js'
import type { ReadMail } from './mime-mail.js'
import { isNamedFile, type MimePart, readableText } from './readable-text.js'
import { seenText } from './seen-text.js'
import { messageIdOf, referencesOf } from './thread.js'

/** Puts the parts together, for the mailbox with these addresses. @param banners texts of the installation's own gateways */
export function assembleMail(
  id: MailId,
  read: ReadMail,
  addresses: MailboxAddresses,
  banners: readonly string[] = [],
): ParsedMail {
  const header = (name: string) => headerValue(read.headerLines, name)
  const readable = readableText(read.root)
  const { text, signs: textSigns } = seenText(readable.text)
  const { text: title, signs: titleSigns } = subjectOf(read.subject, text)
  const subject = title.replace(/\s+/g, ' ').trim()
  const { core, isReply, isForward } = subjectCore(subject)
  const recipients = [...read.to, ...read.cc].map(({ address }) => address)
  const {
    body: split,
    signs,
    isEmpty,
  } = splitSigned(text, {
    ...{ isReply, isForward, recipients, banners },
    formLabels: readable.formLabels,
  })
  const messageId = messageIdOf(header('message-id'))
  const date = dateOf(header('date'))
  const from = read.from[0]
  const { to, cc, ownPartTypes: partTypes } = read
  const references = referencesOf(header('references'), header('in-reply-to'))
  const automatic = automaticOf({
    ...{ header, subject, subjectCore: core, isReply, isForward, references, from, to, cc },
    ...{ partTypes, calendar: calendarsIn(read), text, body: split, addresses },
  })
  const told = withReturned(split, { text, automatic, returned: seenText(readable.returned).text })
  const body = automatic ? told : withAttachedMails(told, read)
  return {
    id,
    messageId,
    references,
    subject,
    subjectCore: core,
    isReply,
    isForward,
    from,
    to,
    cc,
    date,
    body,
    language: languageOf(body.own.trim() === '' ? body.forwarded : body.own),
    automatic,
    signs: [...new Set([...titleSigns, ...textSigns, ...readable.signs, ...signs])],
    otherText: seenText(readable.other).text,
    attachments: [...visibleAttachments(read.attached, htmlIn(read.root)), ...namedTexts(read.root)].slice(
      0,
      ATTACHMENTS,
    ),
    troubles: [
      ...read.troubles,
      ...attachmentTroubles(read.partTypes, read.attached, text),
      ...troublesWhere({
        'no-text': [isEmpty, 'no text or html part holds any text'],
        undecodable: [
          `${text}${subject}`.includes('\uFFFD'),
          'characters are left that no charset could read',
        ],
        ...textChecks(readable, read),
        'no-message-id': [messageId === undefined, 'no usable Message-ID'],
        'bad-date': [date === undefined, header('date') === undefined ? 'no Date' : 'a Date that is none'],
      }),
    ],
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** A short subject may be in another script by itself: the text below it says whether it is. */
const subjectOf = (subject: string, text: string) =>
  seenText(subject.slice(0, SUBJECT_CHARACTERS), `${subject}\n${text}`)

type Checks = Partial<Record<TroubleKind, readonly [boolean, string]>>

const textChecks = (readable: ReturnType<typeof readableText>, { isTextCut }: ReadMail): Checks => ({
  'texts-differ': [readable.isDiffering, 'the plain text and the html share less than half of their words'],
  'much-hidden': [readable.isMuchHidden, 'the html hides more than a preheader from its reader'],
  'html-cut': [readable.isHtmlCut, 'the html was larger or deeper than is read'],
  'text-cut': [readable.isTextCut || isTextCut === true, 'the text was longer than is read'],
})

/** The troubles whose condition is true. */
const troublesWhere = (checks: Checks): Trouble[] =>
  (Object.entries(checks) as [TroubleKind, readonly [boolean, string]][])
    .filter(([, [holds]]) => holds)
    .map(([kind, [, detail]]) => ({ kind, detail }))

const calendarsIn = ({ attached }: ReadMail): string =>
  attached.flatMap(({ calendar }) => calendar ?? []).join('\n')

/** The mail that a report returns is nobody's word to us: ours, or what a stranger put there. */
function withReturned(
  body: BodyText,
  {
    text,
    automatic,
    returned,
  }: { readonly text: string; readonly automatic: Automatic | undefined; readonly returned: string },
): BodyText {
  if (automatic?.sign === 'report-shape') {
    const report = splitReport(text)
    return { own: report.above.trim(), signature: '', quoted: report.returned.trim(), forwarded: '' }
  }
  const quoted = [body.quoted, returned.trim()].filter((part) => part !== '').join('\n\n')
  return returned === '' ? body : { ...body, quoted }
}

const htmlIn = (part: MimePart): string =>
  (part.type === 'text/html' ? (part.text ?? '') : '') + part.children.map(htmlIn).join('')

const namedTexts = (part: MimePart): Attachment[] =>
  part.children.flatMap((child, index) =>
    part.type !== 'multipart/alternative' && isNamedFile(child, index)
      ? [{ name: safeName(child.name), type: child.type, sizeBytes: Buffer.byteLength(child.text ?? '') }]
      : namedTexts(child),
  )
