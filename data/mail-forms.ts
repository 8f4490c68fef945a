// The forms that mail comes in: which program wrote it, in which charset and structure. A mail's form depends on its id, and on
// nothing but the next form when its letters do not exist in the charset.
import { type Charset, canCarry } from './mail-bytes.js'
import { attachedReceipt, dot, enclosure } from './mail-enclosures.js'
import { entityHtml, outlookHtml, pictureHtml, plainHtml } from './mail-html.js'
import {
  flowedPart,
  htmlPart,
  inlinePicture,
  multipart,
  type Part,
  type Transfer,
  textPart,
  undeclaredPart,
} from './mail-parts.js'

/** What a form may know of the mail it writes. */
export interface Content {
  readonly body: string
  readonly from: string
  readonly dateText: string
  readonly boundary: string
  /** A number from the mail's id, for a choice within the form. */
  readonly choice: number
}

export interface Form {
  readonly name: string
  /** How many mails of a hundred or so come in this form. */
  readonly weight: number
  /** Of the words in the header, and of the body where it is not ASCII. */
  readonly charset: Charset
  readonly program: string
  readonly write: (content: Content) => Part
}

export const forms: readonly Form[] = [
  plain('plain UTF-8, 8bit', 10, 'utf-8', '8bit', 'X-Mailer: Roundcube Webmail/1.6.6'),
  plain('plain UTF-8, base64', 5, 'utf-8', 'base64', 'X-Mailer: Kontaktformular 2.1'),
  plain('plain UTF-8, quoted-printable', 12, 'utf-8', 'quoted-printable', 'X-Mailer: iPhone Mail (21F90)'),
  plain('plain ISO-8859-1, quoted-printable', 9, 'iso-8859-1', 'quoted-printable', windowsLive()),
  plain('plain ISO-8859-1, 8bit', 4, 'iso-8859-1', '8bit', 'X-Mailer: Eudora 7.1.0.9'),
  plain('plain windows-1252, base64', 6, 'windows-1252', 'base64', 'X-Mailer: Sagsbro 4.2'),
  {
    name: 'plain UTF-8, format=flowed',
    weight: 8,
    charset: 'utf-8',
    program: 'User-Agent: Mozilla Thunderbird',
    write: (content) => flowedPart(content.body),
  },
  {
    name: 'plain Latin-1, undeclared',
    weight: 1,
    charset: 'iso-8859-1',
    program: 'X-Mailer: ScanToMail 1.0',
    write: (content) => undeclaredPart(content.body),
  },
  {
    name: 'html only, UTF-8',
    weight: 4,
    charset: 'utf-8',
    program: 'X-Mailer: Webmail 9',
    write: (content) => htmlPart(plainHtml(content.body), 'utf-8', 'quoted-printable'),
  },
  {
    name: 'html only, ASCII with entities',
    weight: 3,
    charset: 'iso-8859-1',
    program: 'X-Mailer: Webmail 3',
    write: (content) => htmlPart(entityHtml(content.body), 'us-ascii', 'quoted-printable'),
  },
  {
    name: 'html only, Outlook, windows-1252',
    weight: 5,
    charset: 'windows-1252',
    program: outlook(),
    write: (content) => mso(content.body, 'windows-1252'),
  },
  {
    name: 'alternative, UTF-8',
    weight: 12,
    charset: 'utf-8',
    program: 'X-Mailer: Webmail 11 (web)',
    write: alternative,
  },
  {
    name: 'alternative, Outlook, ISO-8859-1',
    weight: 9,
    charset: 'iso-8859-1',
    program: outlook(),
    write: (content) => {
      const text = textPart(content.body, 'iso-8859-1', 'quoted-printable')
      return multipart('alternative', content.boundary, [text, mso(content.body, 'iso-8859-1')])
    },
  },
  {
    name: 'mixed, one attachment',
    weight: 6,
    charset: 'utf-8',
    program: 'X-Mailer: Apple Mail (2.3774.600.62)',
    write: (content) => withEnclosures(content, [enclosure(content.choice)]),
  },
  {
    name: 'mixed, several attachments',
    weight: 4,
    charset: 'utf-8',
    program: 'X-Mailer: Webmail 11 (web)',
    write: (content) =>
      withEnclosures(
        content,
        [0, 1, 2].map((step) => enclosure(content.choice + step)).slice(content.choice % 2),
      ),
  },
  {
    name: 'mixed, attached mail',
    weight: 4,
    charset: 'utf-8',
    program: 'User-Agent: Mozilla Thunderbird',
    write: (content) => withEnclosures(content, [attachedReceipt(content.from, content.dateText)]),
  },
  {
    name: 'related, signature picture',
    weight: 3,
    charset: 'utf-8',
    program: outlook(),
    write: related,
  },
]

/** Picks the form of a mail by a number in [0, 2^32) made from its id. */
export function formFor(number: number, text: string): Form {
  const total = forms.reduce((sum, form) => sum + form.weight, 0)
  let left = number % total
  const first = forms.findIndex((form) => {
    left -= form.weight
    return left < 0
  })
  const inTurn = [...forms.slice(first), ...forms.slice(0, first)]
  return inTurn.find((form) => canCarry(text, form.charset)) as Form
}

// ---------------------------------------------------------------------------------------------------------------

function plain(name: string, weight: number, charset: Charset, transfer: Transfer, program: string): Form {
  return { name, weight, charset, program, write: (content) => textPart(content.body, charset, transfer) }
}

function windowsLive(): string {
  return 'X-Mailer: Microsoft Windows Live Mail 16.4.3528.331'
}

function outlook(): string {
  return 'X-Mailer: Microsoft Outlook 16.0'
}

function mso(body: string, charset: Charset): Part {
  return htmlPart(outlookHtml(body, charset), charset, 'quoted-printable')
}

function alternative(content: Content): Part {
  const text = textPart(content.body, 'utf-8', 'quoted-printable')
  const html = htmlPart(plainHtml(content.body), 'utf-8', 'quoted-printable')
  return multipart('alternative', `alt_${content.boundary}`, [text, html])
}

function withEnclosures(content: Content, enclosures: readonly Part[]): Part {
  const text = content.choice % 3 === 0 ? alternative(content) : textPart(content.body, 'utf-8', '8bit')
  return multipart('mixed', content.boundary, [text, ...enclosures])
}

function related(content: Content): Part {
  const contentId = `logo.${content.boundary}@billeder.example`
  const text = textPart(content.body, 'utf-8', 'quoted-printable')
  const html = htmlPart(pictureHtml(content.body, contentId), 'utf-8', 'quoted-printable')
  const picture = inlinePicture('image001.png', contentId, dot)
  const shown = multipart('related', `rel_${content.boundary}`, [html, picture])
  return multipart('alternative', `alt_${content.boundary}`, [text, shown])
}
