// An accepted correction -> a TrainingExample.
import { label } from '../ids.js'
import type { ParsedMail, TrainingExample } from '../journey.js'
import type { Correction } from '../ledger/contract/guarantee.js'

/** @param outside the label that "not ours" stands for */
export function exampleOf(
  { correction, parsed }: { readonly correction: Correction; readonly parsed: ParsedMail },
  outside: string,
): TrainingExample {
  const { subject, body, date, language } = parsed
  return {
    id: `correction-${correction.id}`,
    label: correction.label ?? label(outside),
    text: { subject, own: body.own, quoted: body.quoted, forwarded: body.forwarded },
    date,
    language,
  }
}
