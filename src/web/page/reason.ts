// Why a mail is where it is, as a sentence.
import type { Reason, TextSign } from '../../journey.js'
import { reasonsDa } from '../../texts/reasons/da.js'
import { reasonsEn } from '../../texts/reasons/en.js'
import { type ReasonTexts, sentenceFor } from '../../texts/reasons/reason-texts.js'
import type { Texts } from '../texts/da.js'
import { percent } from './format.js'

export const reasonInWords = (because: Reason, texts: Texts): string =>
  sentenceFor(because, reasonsIn(texts), {
    percent: (probability) => percent(probability, texts),
    language: (code) => languageName(code, texts),
  })

// ---------------------------------------------------------------------------------------------------------------

/** What was mended or left out when a mail's text was read, as a clause. */
export const signInWords = (sign: TextSign, texts: Pick<Texts, 'locale'>): string =>
  reasonsIn(texts).signs[sign]

const reasonsIn = ({ locale }: Pick<Texts, 'locale'>): ReasonTexts =>
  locale.startsWith('da') ? reasonsDa : reasonsEn

function languageName(code: string, { locale }: Texts): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code // the stored value is not a language code
  }
}
