// A text as its reader sees it, whatever way it came: the one rule for subject, texts, and mail that was given up on.
import { cleanText, onceDecoded } from './charset.js'
import { type CleanLetters, cleanLetters } from './letters.js'

/** @param around the text that says in which script it is written; the text itself if none is given */
export const seenText = (text: string, around?: string): CleanLetters =>
  cleanLetters(cleanText(onceDecoded(text)), around)
