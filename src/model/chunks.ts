// Predicts a batch in portions, so that everything else in the process gets its turn in between: a batch of a hundred long mails would
// block the event loop for seconds.
import { setImmediate as turn } from 'node:timers/promises'
import type { MailText, Prediction } from '../journey.js'
import { READ_CHARACTERS } from './terms.js'

/** About thirty ordinary mails: 20 ms, or 120 ms if the text is gibberish. */
const PORTION_CHARACTERS = 40_000

/** Predictions in input order; an empty list for an empty one. */
export function inPortions(predict: (mails: readonly MailText[]) => readonly Prediction[]) {
  return async (mails: readonly MailText[]): Promise<readonly Prediction[]> => {
    const predictions: Prediction[] = []
    for (const portion of portionsOf(mails)) {
      if (predictions.length > 0) await turn()
      predictions.push(...predict(portion))
    }
    return predictions
  }
}

/** Keeps the order. A mail with more characters than a portion makes one of its own. */
export function portionsOf(mails: readonly MailText[]): readonly (readonly MailText[])[] {
  const portions: MailText[][] = []
  let room = 0
  for (const mail of mails) {
    const characters = charactersOf(mail)
    const portion = characters <= room ? portions.at(-1) : undefined
    if (portion) portion.push(mail)
    else portions.push([mail])
    room = (portion ? room : PORTION_CHARACTERS) - characters
  }
  return portions
}

// ---------------------------------------------------------------------------------------------------------------

const charactersOf = ({ subject, own, quoted, forwarded }: MailText): number =>
  [subject, own, quoted, forwarded].reduce((sum, text) => sum + Math.min(text.length, READ_CHARACTERS), 0)
