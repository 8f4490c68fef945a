// Makes broken mails out of whole ones, always the same for the same seed: what lines, wires, gateways and attackers do to mail.
import { randomFrom } from './sample.js'

/** A mutant is never longer: what is merely long has its own generators. */
const LONGEST_BYTES = 200_000

/** So many mutants of a corpus, one after another: each is one to eight mutations of one mail. */
export function* mutants(corpus: readonly Buffer[], count: number, seed: number): Generator<Buffer> {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  for (let nth = 0; nth < count; nth++) {
    let mail = (corpus[below(corpus.length)] as Buffer).subarray(0, LONGEST_BYTES)
    const other = corpus[below(corpus.length)] as Buffer
    for (let times = 1 + below(8); times > 0; times--) {
      const mutate = mutations[below(mutations.length)] as Mutation
      mail = mutate(mail, { below, other }).subarray(0, LONGEST_BYTES)
    }
    yield Buffer.concat([Buffer.from(`X-Mutant: ${seed}-${nth}\r\n`), mail])
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Chance {
  /** A whole number in [0, limit). */
  readonly below: (limit: number) => number
  readonly other: Buffer
}

type Mutation = (mail: Buffer, chance: Chance) => Buffer

const charsets = ['utf-8', 'utf-16', 'utf-7', 'iso-2022-jp', 'x-none', 'us-ascii', 'big5', '"', '\0']
const encodings = ['base64', 'quoted-printable', '7bit', 'x-uuencode', 'base64; base64', '']
const types = [
  'text/html',
  'text/plain',
  'multipart/mixed',
  'message/rfc822',
  'multipart/alternative; boundary=""',
]
const junk = [
  '\0',
  '\r',
  '\n\n',
  '=',
  '=?utf-8?B?',
  '?=',
  '<',
  '>',
  '"',
  '--',
  '\xff\xfe',
  '\x1b$B',
  '(',
  ';',
  '@',
]

const splice = (mail: Buffer, from: number, removed: number, put: Uint8Array): Buffer =>
  Buffer.concat([mail.subarray(0, from), put, mail.subarray(from + removed)])

/** Another value for every field of that name. */
const replaced = (mail: Buffer, field: RegExp, value: string): Buffer =>
  Buffer.from(
    mail.toString('latin1').replace(field, (_, start: string) => start + value),
    'latin1',
  )

const oneOf = (values: readonly string[], { below }: Chance): string => values[below(values.length)] ?? ''

const mutations: readonly Mutation[] = [
  (mail, { below }) => splice(mail, below(mail.length), 1, Buffer.of(below(256))),
  (mail, { below }) => splice(mail, below(mail.length), 1 + below(200), Buffer.alloc(0)),
  (mail, { below }) => mail.subarray(0, below(mail.length)),
  (mail, { below }) => mail.subarray(below(mail.length)),
  (mail, { below, other }) => splice(mail, below(mail.length), 0, other.subarray(below(other.length))),
  (mail, { below, other }) => Buffer.concat([mail.subarray(0, below(mail.length)), other]),
  (mail, { below }) => {
    const from = below(mail.length)
    const part = mail.subarray(from, from + 1 + below(2_000))
    return splice(mail, from, 0, Buffer.concat(Array(1 + below(50)).fill(part)))
  },
  (mail, chance) => {
    const put = oneOf(junk, chance).repeat(1 + chance.below(chance.below(10) === 0 ? 20_000 : 20))
    return splice(mail, chance.below(mail.length), 0, Buffer.from(put, 'latin1'))
  },
  (mail, chance) => replaced(mail, /(charset\s*=\s*)"?[^\s";]*"?/gi, oneOf(charsets, chance)),
  (mail, chance) => replaced(mail, /(content-transfer-encoding:\s*)\S+/gi, oneOf(encodings, chance)),
  (mail, chance) => replaced(mail, /(content-type:\s*)[\w/.+-]+/gi, oneOf(types, chance)),
  (mail) => replaced(mail, /(boundary\s*=\s*)"?[^\s";]*"?/i, '"other"'),
  (mail) => Buffer.from(mail.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
  (mail) => Buffer.from(mail.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1'),
  (mail, { below }) => {
    const lines = mail.toString('latin1').split('\n')
    const [one, two] = [below(lines.length), below(lines.length)]
    ;[lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? '']
    return Buffer.from(lines.join('\n'), 'latin1')
  },
]
