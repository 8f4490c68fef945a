// A parsed mail as it was stored, also by a version of the program that knew less of it.
import type { AutomaticKind, ParsedMail } from '../../journey.js'

/** What earlier versions wrote: a machine's mail without its sign, and no signs of the text. */
type Stored = Omit<ParsedMail, 'automatic' | 'signs' | 'otherText'> &
  Partial<Pick<ParsedMail, 'signs' | 'otherText'>> & {
    readonly automatic?: ParsedMail['automatic'] | AutomaticKind
  }

export function storedMail(json: string): ParsedMail {
  const { automatic, signs = [], otherText = '', ...mail } = JSON.parse(json) as Stored
  return {
    ...mail,
    automatic: typeof automatic === 'string' ? { kind: automatic, sign: 'unrecorded' } : automatic,
    signs,
    otherText,
  }
}
