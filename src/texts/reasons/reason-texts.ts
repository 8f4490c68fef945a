// Why a mail is where it is, as people read it: one place for each reason and language, for the page and the terminal alike.
import type { Reason, TextSign, ThreadDoubt, TroubleKind } from '../../journey.js'

type Kind = Reason['kind']
type ReasonOf<Of extends Kind> = { [One in Of]: Extract<Reason, { kind: One }> & { readonly kind: One } }[Of]

/** How the values in a sentence are written. */
export interface ReasonFormats {
  /** @units probability: 0..1 */
  readonly percent: (probability: number) => string
  /** The name of a language by its code. */
  readonly language: (code: string) => string
}

export interface ReasonTexts {
  /** In a list: two or three words. */
  readonly names: Readonly<Record<Kind, string>>
  readonly sentences: {
    readonly [One in Kind]: (because: ReasonOf<One>, formats: ReasonFormats) => string
  }
  /** What kept a mail from being read, as a clause. */
  readonly troubles: Readonly<Record<TroubleKind, string>>
  /** Why a reply does not follow its thread, as a clause. */
  readonly doubts: Readonly<Record<ThreadDoubt, string>>
  /** What was mended or left out when the text was read, as a clause. */
  readonly signs: Readonly<Record<TextSign, string>>
}

/** A reason as a sentence. Generic so that the compiler knows: the sentence found by a reason's kind takes that reason. */
export const sentenceFor = <Of extends Kind>(
  because: ReasonOf<Of>,
  { sentences }: Pick<ReasonTexts, 'sentences'>,
  formats: ReasonFormats,
): string => sentences[because.kind](because, formats)
