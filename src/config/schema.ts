// The configuration's shape: every key, its default, its help. `init`, `check`, docs/configuration.md and the text of every problem are
// written from it (settings.ts), from what is said about a setting: `description` is its help, `allowed` names the values in words
// where the type does not, `example` is what `init` writes, `written` makes `init` write it although it is optional, `secret` keeps
// the value out of every problem's text.
import { z } from 'zod'
import { mailbox } from './mailbox-schema.js'
import { review } from './review-schema.js'
import { sample } from './sample-schema.js'
import { duration, key } from './scalars.js'

const share = z.number().gt(0).lt(1)

const guarantee = z.strictObject({
  error: share
    .describe('Highest accepted share of wrong mails among those filed without a person')
    .meta({ example: 0.02 }),
  confidence: share.default(0.95).describe('How sure the promise must be'),
})

const queue = z.strictObject({
  name: z.string().min(1).describe('Name that people see').meta({ example: 'Pas' }),
  folder: z
    .string()
    .min(1)
    .optional()
    .describe('IMAP folder, with "/" between levels; none: the mail stays and only the queue entry is made')
    .meta({ example: 'Afdelinger/Pas', written: true }),
  description: z
    .string()
    .default('')
    .describe('What belongs here, for caseworkers')
    .meta({ example: 'fornyelse, bortkommet pas, pas til barn', written: true }),
  kle: z
    .union([z.literal(''), z.string().regex(/^\d{2}(\.\d{2}(\.\d{2})?)?$/)])
    .default('')
    .describe("The municipality's own subject number (KLE)")
    .meta({ allowed: 'HH, HH.GG or HH.GG.EE in quotes, or empty' }),
  selfService: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .describe('Link that would have spared the citizen the mail')
    .meta({ allowed: 'a web address, or empty' }),
  promise: guarantee
    .optional()
    .describe('A promise of its own, when the queue needs a stricter one than the common'),
})

const pattern = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .meta({ allowed: 'text or a list of texts, * matches anything; in quotes when it begins with *' })

const rule = z.strictObject({
  name: z.string().min(1).describe('Shown as the reason').meta({ example: 'Udbetaling Danmark' }),
  when: z
    .strictObject({
      from: pattern
        .optional()
        .describe('Address of the sender')
        .meta({ example: '*@udk.example', written: true }),
      to: pattern.optional().describe('Address of a recipient').meta({ example: 'pas@kk.example' }),
      subject: pattern.optional().describe('Subject, case ignored').meta({ example: '*ventetid*' }),
      folder: pattern.optional().describe('Folder that the mail is in').meta({ example: 'INBOX/Pas' }),
    })
    .refine((when) => Object.values(when).some((value) => value !== undefined))
    .meta({ allowed: 'at least one of from, to, subject, folder' })
    .describe('What the mail must fulfil, all of it'),
  queue: key.describe('Key of the queue that it goes to').meta({ example: 'pas' }),
})

export const configSchema = z.strictObject({
  mailboxes: z.array(mailbox).default([]).describe('The shared mailboxes').meta({ written: true }),
  banners: z
    .array(z.string().min(1).max(800))
    .default([])
    .describe('Warnings that your own mail gateway writes into mail, beside the common ones'),
  queues: z.record(key, queue).describe('The department queues, by key').meta({ example: 'pas' }),
  outside: key
    .default('udenfor')
    .describe('Label of mail that belongs to no queue here; never filed automatically'),
  languages: z
    .array(
      z
        .string()
        .regex(/^[a-z]{2}$/)
        .meta({ allowed: 'a two-letter code (ISO 639-1)' }),
    )
    .default(['da', 'en', 'sv', 'no', 'de'])
    .describe('Languages that the model may decide in')
    .meta({ allowed: 'a list of two-letter codes (ISO 639-1)' }),
  promise: z
    .strictObject({
      error: share
        .default(0.05)
        .describe(
          'Highest accepted share of wrong mails among those filed without a person, all queues together',
        )
        .meta({ written: true }),
      confidence: share.default(0.95).describe('How sure the promise must be'),
    })
    .prefault({})
    .describe('How often the program may be wrong')
    .meta({ written: true }),
  sample: sample
    .prefault({})
    .describe('Mail that the program decided alone and that a person judges too, without being told how')
    .meta({ written: true }),
  rules: z.array(rule).default([]).describe("The operator's own rules, tried in order, before the model"),
  limits: z
    .strictObject({
      automaticMovesPerHour: z
        .int()
        .min(0)
        .default(2000)
        .describe('The hourly limit: above it mail goes to people'),
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
      correctionsPerSender: z
        .int()
        .min(1)
        .default(10)
        .describe("Corrections that one sender's mails may add to the training data in a day"),
    })
    .prefault({})
    .describe('Bounds on what the program does by itself'),
  database: z
    .strictObject({
      url: z
        .string()
        .regex(/^(sqlite:.|postgres(ql)?:\/\/.)/)
        .default('sqlite:postfordeler.db')
        .describe('The ledger')
        .meta({ allowed: 'sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME', secret: true }),
    })
    .prefault({})
    .describe('Where the record of every mail is kept'),
  redis: z
    .strictObject({
      url: z
        .string()
        .regex(/^rediss?:\/\/./)
        .describe('The Redis server')
        .meta({
          allowed: 'redis://HOST:PORT or rediss://HOST:PORT',
          example: 'redis://127.0.0.1:6379',
          secret: true,
        }),
      prefix: z
        .string()
        .regex(/^[a-z0-9-]+$/)
        .default('postfordeler')
        .describe('Begins the name of every key in Redis')
        .meta({ allowed: 'lower-case letters, digits and "-"' }),
    })
    .optional()
    .describe('For work on several machines; none: in-process work, queues in the ledger'),
  models: z.string().min(1).default('models').describe('Folder of the trained models'),
  challenger: z
    .string()
    .min(1)
    .optional()
    .describe('A model that predicts beside the one in use without acting; stats compares the two')
    .meta({ allowed: 'the id of a model', example: '20250304-091200-1f2e3d4c' }),
  holdout: z
    .array(z.string().min(1))
    .default([])
    .describe('Labelled mail that is never learnt from: promote compares models on it')
    .meta({ allowed: 'a list of files or folders' }),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').describe('Address that the review page listens on'),
      port: z.int().min(0).max(65535).default(8080).describe('Its port; 0 picks a free one'),
    })
    .prefault({})
    .describe('The review page, health and metrics'),
  review: review.prefault({}).describe("The caseworkers' page"),
  retention: z
    .strictObject({ text: duration.default('30d').describe('How long the text of a mail is kept') })
    .prefault({})
    .describe('What is forgotten when'),
})

export type Config = z.output<typeof configSchema>
export type Queue = z.output<typeof queue>
export type Rule = Config['rules'][number]
export type Mode = Config['mailboxes'][number]['mode']
