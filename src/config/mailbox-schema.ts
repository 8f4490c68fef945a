// The part of the configuration's shape that is about a mailbox: what it is called, how it is reached and what the program may do there.
import { z } from 'zod'
import type { FolderKind } from '../destination-kinds.js'
import { duration, key } from './scalars.js'

const imap = z.strictObject({
  host: z.string().min(1).describe('Name of the IMAP server').meta({ example: 'mail.kk.example' }),
  port: z.int().min(1).max(65535).default(993).describe('993 for TLS from the first byte'),
  tls: z.boolean().default(true).describe('false only for a server on the same machine'),
  tlsCaFile: z
    .string()
    .min(1)
    .optional()
    .describe('Certificate authority (PEM) for a server with a certificate of its own')
    .meta({ example: 'secrets/ca.pem' }),
  user: z.string().min(1).describe('Login name').meta({ example: 'borgerservice@kk.example' }),
  passwordFile: z
    .string()
    .min(1)
    .optional()
    .describe('File that holds the password; either this or passwordEnv')
    .meta({ example: 'secrets/imap', written: true }),
  passwordEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional()
    .describe('Name of the environment variable that holds the password; either this or passwordFile')
    .meta({ allowed: 'the name of an environment variable', example: 'IMAP_PASSWORD' }),
})

const written = z.strictObject({
  name: key
    .describe('Short name, used in the ledger and on the command line; never change it')
    .meta({ example: 'borgerservice' }),
  imap: imap.optional().describe('The IMAP account; either this or path').meta({ written: true }),
  path: z
    .string()
    .regex(/^(maildir|mbox|eml):./)
    .optional()
    .describe('Instead of imap: mail in files')
    .meta({ allowed: 'maildir:FOLDER, mbox:FILE or eml:FOLDER', example: 'maildir:/var/mail/borgerservice' }),
  addresses: z
    .array(z.string().regex(/^[^\s@\\/"<>,;]{1,64}@[^\s@\\/"<>,;]{1,255}$/))
    .default([])
    .describe(
      'Addresses that the mailbox sends from, aliases among them; without it the login, where that is an address',
    )
    .meta({ allowed: 'a list of addresses', example: ['borgerservice@kk.example', 'post@kk.example'] }),
  inbox: z.string().min(1).default('INBOX').describe('Folder that is polled'),
  alsoLook: z
    .array(z.string().min(1))
    .max(20)
    .default([])
    .describe(
      'Folders that the server or a rule fills: their mail is listed as left, and searched for what must be seen',
    )
    .meta({ allowed: 'a list of folders', example: ['Junk'] }),
  every: duration.default('60s').describe('Time between polls'),
  mode: z
    .enum(['shadow', 'suggest', 'auto'])
    .default('shadow')
    .describe('shadow: record only; suggest: all to people, with suggestions; auto: file what is sure')
    .meta({ written: true }),
})

interface Access {
  readonly imap: { readonly imap: ImapAccount }
  /** Mail in files: they are read and never touched. */
  readonly files: { readonly path: string }
}

export type ImapAccount = z.output<typeof imap>
export type MailboxKind = keyof Access
type Common = Omit<z.output<typeof written>, 'imap' | 'path'>
type MailboxOf<Kind extends MailboxKind> = Common & { readonly kind: Kind } & Access[Kind]

/** A mailbox by its kind. A new kind begins here; the compiler then names every place that must know of it (docs/how-to-add.md). */
export type Mailbox = { [Kind in MailboxKind]: MailboxOf<Kind> }[MailboxKind]

/** In the file the kind is told by which of the keys is there; that there is exactly one of them is checked by cross-checks.ts. */
export const mailbox = written.transform(
  ({ imap: account, path = '', ...common }): Mailbox =>
    account === undefined ? { ...common, kind: 'files', path } : { ...common, kind: 'imap', imap: account },
)

/** How mail is moved between folders there; undefined where it is not. */
const folderKinds: Readonly<Record<MailboxKind, FolderKind | undefined>> = {
  imap: 'imap-folder',
  files: undefined,
}

export const folderKindOf = ({ kind }: Pick<Mailbox, 'kind'>): FolderKind | undefined => folderKinds[kind]
