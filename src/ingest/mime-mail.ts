// What both ways of reading produce: a mail's header and parts, decoded, before any conclusions are drawn.
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
  /** The same without the parts of mails that are attached. */
  readonly ownPartTypes: readonly string[]
  /** Some text part was not decoded to its end. */
  readonly isTextCut?: boolean
  readonly troubles: readonly Trouble[]
}
