// Step 5 of 8, what a person must see soon. These rules know no model and take nothing away: a mail that fits one gets
// attention it would not have had, and is otherwise decided as any other. So they lean to firing too often. They are asked of every
// mail, also of one that a machine wrote.
import { type MustSeeKind, mustSeeKinds, type ParsedMail } from '../journey.js'

/** Most text of each part that is looked at. A danger told only after 20,000 characters is the sender's 8th page. */
const READ_CHARACTERS = 20_000

/** A matter that a person must see soon, with the words that raised it as the mail has them. */
export interface MustSee {
  readonly kind: MustSeeKind
  /** At least one, and a few at most. */
  readonly words: readonly string[]
}

/** The kinds that a caseworker looks at even when the model is sure where the mail belongs: filing it is not enough. */
const needsAPerson: ReadonlySet<MustSeeKind> = new Set(['child-in-danger', 'threat', 'suicide'])

/**
 * What a person must see in a mail, in the fixed order of `mustSeeKinds`, each kind once. Reads all that its sender says to us: subject, own
 * text, the other text where two differ, what is passed on, and what stands below the signature but for standing paragraphs. Not what is
 * quoted: that is what the municipality wrote before, or the mail that a delivery report returns.
 */
export function findMustSee(mail: ParsedMail): readonly MustSee[] {
  const texts = textsOf(mail).map(comparable)
  return mustSeeKinds.flatMap((kind) => {
    const found = texts.flatMap((text) => signs[kind].flatMap((sign) => wordsOf(sign, text)))
    return found.length > 0 ? [{ kind, words: [...new Set(found)].slice(0, MOST_WORDS) }] : []
  })
}

/** Whether a mail with these marks is put before a person even where it is filed. */
export const wantsPerson = (mustSee: readonly MustSeeKind[]): boolean =>
  mustSee.some((kind) => needsAPerson.has(kind))

// ---------------------------------------------------------------------------------------------------------------

/** Of each kind. */
const MOST_WORDS = 4
const LONGEST_WORDS = 80

/** Texts that are looked at each by itself: what is next to each other in one of them is one thought. */
function textsOf({ subject, body, otherText }: ParsedMail): readonly string[] {
  const letter = [subject, body.own, body.forwarded].map((part) => part.slice(0, READ_CHARACTERS)).join('\n')
  const below = withoutFooters(body.signature)
  return [letter, otherText.slice(0, READ_CHARACTERS), below].filter((text) => text.trim() !== '')
}

/** A firm's standing paragraphs name data protection and secrecy in every mail. */
const FOOTER =
  /fortrolig|tavshedspligt|rette modtager|konfidentiel|confidential|intended (?:only|solely|recipient)|privileged|vertraulich|persondata|personoplysning|privatliv|gdpr|databeskyttelse|datatilsyn|data protection|privacy|behandler (?:dine|vi)/i

const withoutFooters = (signature: string): string =>
  signature
    .slice(0, READ_CHARACTERS)
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => !FOOTER.test(paragraph))
    .join('\n')

/** A text as the patterns compare it, and beside it as it is written, letter for letter. */
interface Comparable {
  readonly lower: string
  readonly written: string
}

function comparable(text: string): Comparable {
  const written = text
    .slice(0, 3 * READ_CHARACTERS)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
  const lower = written.toLowerCase()
  return { lower, written: lower.length === written.length ? written : lower }
}

/** The whole words that made a sign fit; of two that are far apart each by itself. */
function wordsOf(sign: RegExp, { lower, written }: Comparable): string[] {
  const match = sign.exec(lower)
  if (!match) return []
  const [whole, first, last] = match
  const end = match.index + whole.length
  const spans: [number, number][] =
    first === undefined || last === undefined
      ? [[match.index, end]]
      : [
          [match.index, match.index + first.length],
          [end - last.length, end],
        ]
  return spans.map(([from, to]) => wholeWords(written, from, to))
}

function wholeWords(text: string, from: number, to: number): string {
  let [start, end] = [from, to]
  while (start > 0 && from - start < LONGEST_WORDS && LETTER.test(text[start - 1] ?? '')) start--
  while (end < text.length && end - to < LONGEST_WORDS && LETTER.test(text[end] ?? '')) end++
  return text.slice(start, Math.min(end, start + LONGEST_WORDS)).trim()
}

const LETTER = /\p{L}/u

const child =
  '(?:børn(?!ehave|ebibl)|barn|baby|dreng|pige|datter|søn(?!dag)|elev|søskende|teenager|child|kid)'
const harm =
  '(?:slår (?!til|op|ind|væg)|slået (?!op|ind|til|fra)|slag (?!på)|tæv|tæsk|vold(?!som|gift)|mishandl|misbrug|overgreb|krænk|vanrøgt|omsorgssvigt|sulte|blå mærker|mærker på|blåt øje|lås(?:t|es|er) (?:\\p{L}+ )?inde|alene (?:hjemme |ude )?(?:\\p{L}+ ){0,4}(?:om |i |til )?(?:nat|aften)|uden mad|samme tøj|bange for (?:sin|sine|hans|far|mor|sted)|tør ikke (?:tage|gå|komme) hjem|græde|abuse|neglect|beat|bruise)'
/** Up to 120 characters between two words of one thought: a sentence or two. */
const near = '.{0,120}?'
const starts = '(?<!\\p{L})'

const sign = (source: string): RegExp => new RegExp(source, 'u')

const signs: Readonly<Record<MustSeeKind, readonly RegExp[]>> = {
  'child-in-danger': [
    sign(
      `${starts}(?:underretning(?:en|er)? (?:om|på|vedr|til|er)|bekymr(?:ing|et) (?:om|for|over) (?:\\p{L}+ ){0,3}${child}|indberet(?:ning)? om (?:et )?barn|child protection)`,
    ),
    sign(`${starts}(${child}\\p{L}*)${near}(kan ikke tage hjem)`),
    sign(`(voldelig)${near}(${child})`),
    sign(`${starts}(${child}\\p{L}*)${near}${starts}(${harm})`),
    sign(`${starts}(${harm}\\p{L}*)${near}${starts}(${child})`),
  ],
  threat: [
    sign(
      `${starts}(?:jeg|vi) (?:slår|dræber|skyder|smadrer|stikker) (?:jer|dig|ham|hende|alle|nogen|sagsbehandler)`,
    ),
    sign(
      `${starts}(?:brænder|sprænger|smadrer) (?:jeres|rådhuset|kommunen|jobcent|kontor|borgerservice|det hele)`,
    ),
    sign(
      `${starts}(?:dødstrus|bombetrus|bombe (?:under|i|på)|trusler? (?:mod|om|på livet)|truer (?:mig|os|med)|truet (?:mig|os|med|på))`,
    ),
    sign(`${starts}(?:ved hvor (?:du|i|hun|han) bor|i skal dø|death threat|i will kill|bomb threat)`),
  ],
  suicide: [
    sign(
      `${starts}(?:selvmord|selvskade|tage mit (?:eget )?liv|tage livet af|gøre en ende på (?:det|livet)|skære i mig selv)`,
    ),
    sign(
      `${starts}(?:(?:vil|kan|orker|magter) ikke (?:at )?(?:leve|være her) (?:mere|længere)|ikke leve længere|(?:bedst|bedre) (?:hvis|om) jeg (?:var død|ikke var her))`,
    ),
    sign(`${starts}(?:suicid|kill myself|end my life|want to die)`),
  ],
  'access-to-documents': [
    sign(
      `${starts}(?:aktindsigt|offentlighedslov|indsigt i (?:min|sagens|sagen|alle) |sagens akter|access to (?:documents|(?:my|the) (?:case )?file)|freedom of information)`,
    ),
  ],
  'data-protection': [
    sign(
      `${starts}(?:gdpr|databeskyttelse|datatilsyn|persondata|personoplysning|databrud|brud på datasikkerhed|ret til at blive glemt|slette (?:alt|alle|mine) |indsigtsanmodning|data protection|my personal data)`,
    ),
  ],
  press: [
    sign(
      `${starts}(?:journalist|redaktion|pressechef|presse(?:henvendelse|forespørgsel|afdeling)|deadline (?:er )?(?:i dag|i morgen|kl)|til brug for en artikel|press (?:inquiry|enquiry|request))`,
    ),
  ],
  lawyer: [
    sign(
      `${starts}(?:advokat(?!ur)|på vegne af min klient|vores klient|min klient|partsrepræsentant|stævn(?:e|ing)|søgsmål|sagsanlæg|retssag|my client|legal counsel|law firm)`,
    ),
  ],
}
