// mbox-reader ships no types; this is the part that is used.
declare module 'mbox-reader' {
  import type { Readable } from 'node:stream'

  export interface MboxMail {
    /** The bytes between two separators, with \n line ends and `>From` unquoted. */
    readonly content: Buffer
    /** From the separator; false when it cannot be read. */
    readonly time: Date | false
  }
  export function mboxReader(stream: Readable): AsyncIterable<MboxMail>
}
