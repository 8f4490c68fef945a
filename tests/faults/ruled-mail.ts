// Mail that the operator's rules route, whatever a model would say: a fault test needs mail of which it knows where it goes.
import { type MailId, mailIdOf } from '../../src/ids.js'

/** For the configuration; each mail of `ruledMail` fits one of them. */
export const rules = [
  { name: 'Pas', when: { subject: 'Pas *' }, queue: 'pas' },
  { name: 'Parkering', when: { subject: 'Parkering *' }, queue: 'parkering' },
]

export const ruledFolders = { pas: 'Afdelinger/Pas', parkering: 'Afdelinger/Parkering' } as const

export interface RuledMail {
  readonly id: MailId
  readonly bytes: Uint8Array
  readonly label: keyof typeof ruledFolders
}

/** @units padding: bytes of text beyond the usual. */
export function ruledMail(nth: number, { padding = 0 } = {}): RuledMail {
  const label = nth % 2 === 0 ? 'pas' : 'parkering'
  const subject = `${label === 'pas' ? 'Pas' : 'Parkering'} ${nth}`
  const lines = [
    `Message-ID: <ruled-${nth}@borger.example>`,
    'From: Ane Prøve <ane@borger.example>',
    'To: borgerservice@kk.example',
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Jeg skriver om ${subject}, og jeg vil gerne have et svar.`,
    ...Array.from({ length: Math.ceil(padding / 70) }, (_, line) => `${line} `.padEnd(68, 'x')),
    '',
  ]
  const bytes = new Uint8Array(Buffer.from(lines.join('\r\n')))
  return { id: mailIdOf(bytes), bytes, label }
}
