// What either way of reading gives: a mail's header and parts, decoded, before anything is concluded from them.
import type { Address, Trouble } from '../journey.js'
import type { AttachedPart } from './attachments.js'
import type { HeaderLine } from './header-fields.js'
import type { MimePart } from './readable-text.js'

export interface ReadMail {
  readonly headerLines: readonly HeaderLine[]
  readonly subject: string
  readonly from: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly root: MimePart
  readonly attached: readonly AttachedPart[]
  /** Content types of all parts with their parameters, lower case, outermost first. */
  readonly partTypes: readonly string[]
  /** Of some text part not all was decoded. */
  readonly isTextCut?: boolean
  readonly troubles: readonly Trouble[]
}
