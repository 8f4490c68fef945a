// Lines that separate one mail from the next: "-----Oprindelig meddelelse-----", "Start på videresendt besked:", rules.
import type { Line } from './lines.js'

type Separator = 'forwarded' | 'original' | 'rule'

const FORWARDED =
  /^(?:videresendt|forwarded|vidarebefordrat|videresend|weitergeleitete|doorgestuurd|mensaje reenviado|message transféré|messaggio inoltrato|fwd)\b.{0,40}(?:besked|meddelelse|mail|e-mail|message|meddelande|brev|melding|nachricht|bericht|e-post|reenviado|transféré|inoltrato)?/i
const FORWARDED_OPENING =
  /^(?:start på videresendt (?:besked|meddelelse)|begin(?:ning of)? forwarded message|början på vidarebefordrat (?:brev|meddelande)|(?:start på )?videresendt melding|anfang der weitergeleiteten (?:e-mail|nachricht)|videresendt meddelelse|vidarebefordrat (?:brev|meddelande))\s*:?$/i
const ORIGINAL =
  /^(?:(?:den )?oprindelige? (?:meddelelse|besked|mail|e-mail)|original (?:message|appointment|besked)|ursprungligt meddelande|originalmeddelande|ursprüngliche (?:nachricht|e-mail)|opprinnelig melding|opphavleg melding|message d'origine|mensaje original|oorspronkelijk bericht|messaggio originale)\b/i

/** Help desks ask for the answer above a line of theirs; below it is the mail they answer. */
const ABOVE_THIS =
  /^(?:(?:please )?(?:type|write|enter|skriv)? ?(?:your|dit)? ?(?:reply|respond|answer|svar|antworten sie|svara)(?: venligst)? (?:above|over|oven ?over|ovanför|ovenfor|oberhalb)(?: af)? (?:this|denne|den här|dieser?) (?:line|linje|linjen|zeile))\b/i

/** Longest line that may be a separator; Gmail's and Thunderbird's have about 40 characters. */
const LONGEST = 120

/** Whether a line asks for the answer above it. With nothing above, it is a program's and what is below it is meant for us. */
export const asksForAnswerAbove = ({ bare }: Line): boolean =>
  bare.length <= LONGEST && ABOVE_THIS.test(bare.replace(/^[-_=*~–—#\s]+/, ''))

/** What kind of separator a line is, or undefined. */
export function separatorOf(line: Line): Separator | undefined {
  const { bare } = line
  if (bare.length < 3 || bare.length > LONGEST) return undefined
  const inner = bare.replace(/^[-_=*~–—#\s]+/, '').replace(/[-_=*~–—#\s]+$/, '')
  if (inner === '') return /^(?:_{5,}|-{5,}|={5,}|–{5,})$/.test(bare) ? 'rule' : undefined
  if (FORWARDED_OPENING.test(inner)) return 'forwarded'
  if (ABOVE_THIS.test(inner)) return 'original'
  const isDashed = /^[-_=–—]{2,}/.test(bare)
  if (isDashed && FORWARDED.test(inner)) return 'forwarded'
  return isDashed && ORIGINAL.test(inner) ? 'original' : undefined
}
