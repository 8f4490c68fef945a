// Draws the conclusions of a ParsedMail from what was read: whose words, which thread, which language, what is wrong.
import type { MailId } from '../ids.js'
import type { Attachment, ParsedMail, Trouble, TroubleKind } from '../journey.js'
import { attachmentTroubles, safeName, visibleAttachments } from './attachments.js'
import { automaticKind } from './automatic.js'
import { splitBody } from './body-text.js'
import { cleanText, onceDecoded } from './charset.js'
import { dateOf, headerValue } from './header-fields.js'
import { languageOf } from './language.js'
import { cleanLetters } from './letters.js'
import { ATTACHMENTS, SUBJECT_CHARACTERS } from './limits.js'
import type { ReadMail } from './mime-mail.js'
import { isNamedFile, type MimePart, readableText } from './readable-text.js'
import { subjectCore } from './subject.js'
import { messageIdOf, referencesOf } from './thread.js'

/** Puts the parts together. `ownAddresses`: our own mailboxes, lower case. */
export function assembleMail(id: MailId, read: ReadMail, ownAddresses: readonly string[]): ParsedMail {
  const header = (name: string) => headerValue(read.headerLines, name)
  const readable = readableText(read.root)
  const letters = cleanLetters(cleanText(onceDecoded(readable.text)))
  const text = letters.text
  const titled = cleanLetters(
    cleanText(onceDecoded(read.subject.slice(0, SUBJECT_CHARACTERS))).replace(/\s+/g, ' '),
    `${read.subject}\n${text}`,
  )
  const subject = titled.text.trim()
  const { core, isReply, isForward } = subjectCore(subject)
  const recipients = [...read.to, ...read.cc].map(({ address }) => address)
  const body = splitBody(text, { isReply, isForward, recipients })
  const messageId = messageIdOf(header('message-id'))
  const date = dateOf(header('date'))
  const from = read.from[0]
  const calendarMethod = read.partTypes
    .map((type) => /^text\/calendar.*method="(\w+)"/.exec(type)?.[1])
    .find(Boolean)
  const clues = { header, subject, from: from?.address, ownAddresses, partTypes: read.partTypes }
  const kind = automaticKind({ ...clues, calendarMethod: calendarMethod?.toUpperCase() })
  return {
    id,
    messageId,
    references: referencesOf(header('references'), header('in-reply-to')),
    subject,
    subjectCore: core,
    isReply,
    isForward,
    from,
    to: read.to,
    cc: read.cc,
    date,
    body,
    language: languageOf(body.own.trim() === '' ? body.forwarded : body.own),
    automatic: kind && { kind, sign: 'unrecorded' },
    signs: [...new Set([...titled.signs, ...letters.signs, ...readable.signs])],
    otherText: cleanLetters(cleanText(onceDecoded(readable.other))).text,
    attachments: [...visibleAttachments(read.attached, htmlIn(read.root)), ...namedTexts(read.root)].slice(
      0,
      ATTACHMENTS,
    ),
    troubles: [
      ...read.troubles,
      ...attachmentTroubles(read.partTypes, read.attached, text),
      ...troublesWhere({
        'no-text': [text.trim() === '', 'no text or html part holds any text'],
        undecodable: [
          `${text}${subject}`.includes('\uFFFD'),
          'characters are left that no charset could read',
        ],
        'texts-differ': [
          readable.isDiffering,
          'the plain text and the html share less than half of their words',
        ],
        'much-hidden': [readable.isMuchHidden, 'the html hides more than a preheader from its reader'],
        'html-cut': [readable.isHtmlCut, 'the html was larger or deeper than is read'],
        'text-cut': [readable.isTextCut || read.isTextCut === true, 'the text was longer than is read'],
        'no-message-id': [messageId === undefined, 'no usable Message-ID'],
        'bad-date': [date === undefined, header('date') === undefined ? 'no Date' : 'a Date that is none'],
      }),
    ],
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The troubles whose condition is true. */
const troublesWhere = (checks: Partial<Record<TroubleKind, readonly [boolean, string]>>): Trouble[] =>
  (Object.entries(checks) as [TroubleKind, readonly [boolean, string]][])
    .filter(([, [holds]]) => holds)
    .map(([kind, [, detail]]) => ({ kind, detail }))

const htmlIn = (part: MimePart): string =>
  (part.type === 'text/html' ? (part.text ?? '') : '') + part.children.map(htmlIn).join('')

const namedTexts = (part: MimePart): Attachment[] =>
  part.children.flatMap((child, index) =>
    part.type !== 'multipart/alternative' && isNamedFile(child, index)
      ? [{ name: safeName(child.name), type: child.type, sizeBytes: Buffer.byteLength(child.text ?? '') }]
      : namedTexts(child),
  )
