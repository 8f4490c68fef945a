// Step 5 of 8, the operator's own rules: the first one that fits wins over the model and is named as the reason.
import type { Rule } from '../config/schema.js'
import type { Address, ParsedMail } from '../journey.js'

/** The first rule that fits the mail, in the order of the configuration. Every `when` key of a rule must fit. */
export function firstFittingRule(rules: readonly Rule[], mail: ParsedMail, folder: string): Rule | undefined {
  return rules.find(({ when }) => {
    if (when.from !== undefined && !anyFits(when.from, addressesOf(mail.from ? [mail.from] : [])))
      return false
    if (when.to !== undefined && !anyFits(when.to, addressesOf([...mail.to, ...mail.cc]))) return false
    if (when.subject !== undefined && !anyFits(when.subject, [mail.subject])) return false
    return when.folder === undefined || anyFits(when.folder, [folder])
  })
}

/**
 * Tells whether the whole text fits a pattern in which `*` stands for any characters; case is ignored.
 * Linear in the text: each piece between stars is looked for once, leftmost, and the last one at the end.
 */
export function ruleFits(pattern: string, text: string): boolean {
  const pieces = fold(pattern).split('*')
  const folded = fold(text)
  const first = pieces[0] ?? ''
  const last = pieces[pieces.length - 1] ?? ''
  if (pieces.length === 1) return folded === first
  if (!folded.startsWith(first) || !folded.endsWith(last)) return false
  const end = folded.length - last.length
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = folded.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at <= end
}

// ---------------------------------------------------------------------------------------------------------------

const fold = (text: string): string => text.normalize('NFC').toLowerCase()

const addressesOf = (addresses: readonly Address[]): readonly string[] => addresses.map((one) => one.address)

function anyFits(patterns: string | readonly string[], texts: readonly string[]): boolean {
  const list = typeof patterns === 'string' ? [patterns] : patterns
  return list.some((pattern) => texts.some((text) => ruleFits(pattern, text)))
}
