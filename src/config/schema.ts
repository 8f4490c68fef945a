// The configuration's shape: every key, its default, its help. `init`, `check` and docs/configuration.md are written from it.
import { z } from 'zod'

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and "-", at most 63, e.g. "pas"')

const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'must be a number and a unit (ms, s, m, h, d), e.g. "60s"')

const share = z.number().gt(0).lt(1)

const imap = z.strictObject({
  host: z.string().min(1).describe('Name of the IMAP server'),
  port: z.int().min(1).max(65535).default(993).describe('993 for TLS from the first byte'),
  tls: z.boolean().default(true).describe('false only for a server on the same machine'),
  tlsCaFile: z
    .string()
    .optional()
    .describe('Certificate authority (PEM) for a server with a certificate of its own'),
  user: z.string().min(1).describe('Login name'),
  passwordFile: z
    .string()
    .optional()
    .describe('File that holds the password; a path beside the configuration file'),
  passwordEnv: z.string().optional().describe('Name of the environment variable that holds the password'),
})

const mailbox = z.strictObject({
  name: key.describe('Short name, used in the ledger and on the command line; never change it'),
  imap: imap.optional().describe('The IMAP account'),
  path: z.string().optional().describe('Instead of imap: maildir:DIR, mbox:FILE or eml:DIR'),
  inbox: z.string().default('INBOX').describe('Folder that is polled'),
  every: duration.default('60s').describe('Time between polls'),
  mode: z
    .enum(['shadow', 'suggest', 'auto'])
    .default('shadow')
    .describe('shadow: record only; suggest: all to people; auto: file'),
})

const promise = z.strictObject({
  error: share.describe('Highest accepted share of wrong mails among those filed without a person'),
  confidence: share.default(0.95),
})

const queue = z.strictObject({
  name: z.string().min(1).describe('Name that people see'),
  folder: z
    .string()
    .optional()
    .describe('IMAP folder, with "/" between levels; none: the mail stays and only the queue entry is made'),
  description: z.string().default('').describe('What belongs here, for caseworkers'),
  kle: z
    .union([z.literal(''), z.string().regex(/^\d{2}(\.\d{2}(\.\d{2})?)?$/, 'must be HH, HH.GG or HH.GG.EE')])
    .default(''),
  selfService: z
    .union([z.literal(''), z.url()])
    .default('')
    .describe('Link that would have spared the citizen the mail'),
  promise: promise
    .optional()
    .describe('A promise of its own, when the queue needs a stricter one than the common'),
})

const pattern = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

const rule = z.strictObject({
  name: z.string().min(1).describe('Shown as the reason'),
  when: z
    .strictObject({
      from: pattern.optional().describe('Address with * as wildcard, e.g. "*@udk.example"'),
      to: pattern.optional(),
      subject: pattern.optional().describe('Words with * as wildcard, case ignored'),
      folder: pattern.optional(),
    })
    .refine(
      (when) => Object.values(when).some((value) => value !== undefined),
      'needs at least one of from, to, subject, folder',
    ),
  queue: key,
})

export const configSchema = z.strictObject({
  mailboxes: z.array(mailbox).default([]).describe('The shared mailboxes'),
  queues: z.record(key, queue).describe('The department queues, by key'),
  outside: key
    .default('udenfor')
    .describe('Label of mail that belongs to no queue here; never filed automatically'),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .default(['da', 'en', 'sv', 'no', 'de'])
    .describe('Languages that the model may decide in'),
  promise: z
    .strictObject({
      error: share.default(0.05),
      confidence: share.default(0.95),
      blindSample: z
        .number()
        .min(0)
        .lt(1)
        .default(0.02)
        .describe('Share of filed mail that a caseworker also sees, blind'),
    })
    .prefault({}),
  rules: z.array(rule).default([]).describe("The operator's own rules, tried in order, before the model"),
  limits: z
    .strictObject({
      automaticMovesPerHour: z.int().min(0).default(2000).describe('The fuse: above it mail goes to people'),
      mailBytes: z
        .int()
        .min(1000)
        .default(50_000_000)
        .describe('Larger mails are not read, they go to people'),
      attempts: z
        .int()
        .min(1)
        .max(20)
        .default(5)
        .describe('Times a mail or delivery is tried before a person gets it'),
    })
    .prefault({}),
  database: z.strictObject({ url: z.string().default('sqlite:postfordeler.db') }).prefault({}),
  redis: z
    .strictObject({
      url: z.string(),
      prefix: z
        .string()
        .regex(/^[a-z0-9-]+$/)
        .default('postfordeler'),
    })
    .optional(),
  models: z.string().default('models').describe('Folder of the trained models'),
  http: z
    .strictObject({ host: z.string().default('127.0.0.1'), port: z.int().min(0).max(65535).default(8080) })
    .prefault({}),
  retention: z
    .strictObject({ text: duration.default('30d').describe('How long the text of a mail is kept') })
    .prefault({}),
})

export type ConfigInput = z.input<typeof configSchema>
export type Config = z.output<typeof configSchema>
export type Mailbox = Config['mailboxes'][number]
export type ImapAccount = z.output<typeof imap>
export type Queue = z.output<typeof queue>
export type Rule = Config['rules'][number]
export type Mode = Mailbox['mode']

/** Milliseconds of a duration as the configuration writes it. @example durationMs('60s') === 60_000 */
export function durationMs(text: string): number {
  const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text)
  if (!match) throw new Error(`not a duration: ${text}`)
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]
}
