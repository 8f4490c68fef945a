// The branded ids. They are made here and nowhere else, so that a Label can never be passed where a MailId is meant.
import { createHash } from 'node:crypto'

/** SHA-256 of a mail's raw bytes as first fetched, 64 lower-case hexadecimal digits. The identity of a mail. */
export type MailId = string & { readonly __brand: 'MailId' }
/** A department queue's key, or the key named as `outside` in the configuration. */
export type Label = string & { readonly __brand: 'Label' }
/** A model folder's name: `YYYYMMDD-HHMMSS-xxxxxxxx`, the last part from the hash of its content. */
export type ModelId = string & { readonly __brand: 'ModelId' }

/** Names a mail by its bytes. The same bytes found twice are the same mail (docs/decisions/0002-identity.md). */
export const mailIdOf = (bytes: Uint8Array): MailId =>
  createHash('sha256').update(bytes).digest('hex') as MailId

/** Takes an id that came from outside (a command line, a job); undefined when it cannot be one. */
export const mailIdFrom = (text: string): MailId | undefined =>
  /^[0-9a-f]{64}$/.test(text) ? (text as MailId) : undefined

export const label = (key: string): Label => key as Label
export const modelId = (name: string): ModelId => name as ModelId
