// Step 5 of 8, what a person must see soon. These rules know no model and take nothing away: a mail that fits one gets
// attention it would not have had, and is otherwise decided as any other. So they lean to firing too often.
import { type MustSeeKind, mustSeeKinds, type ParsedMail } from '../journey.js'

/** Most text that is looked at. A danger told only after 20,000 characters is the sender's 8th page. */
const READ_CHARACTERS = 20_000

/** The kinds that a caseworker looks at even when the model is sure where the mail belongs: filing it is not enough. */
const needsAPerson: ReadonlySet<MustSeeKind> = new Set(['child-in-danger', 'threat', 'suicide'])

/** The kinds of `mustSee` that apply to a mail, in the fixed order of `mustSeeKinds`. Reads subject, own and forwarded text. */
export function findMustSee(mail: ParsedMail): readonly MustSeeKind[] {
  const text = [mail.subject, mail.body.own, mail.body.forwarded]
    .map((part) => part.slice(0, READ_CHARACTERS))
    .join('\n')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
  return mustSeeKinds.filter((kind) => signs[kind].some((sign) => sign.test(text)))
}

/** Whether a mail with these marks is put before a person even where it is filed. */
export const wantsPerson = (mustSee: readonly MustSeeKind[]): boolean =>
  mustSee.some((kind) => needsAPerson.has(kind))

// ---------------------------------------------------------------------------------------------------------------

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
    sign(`${starts}${child}\\p{L}*${near}kan ikke tage hjem|voldelig${near}${child}`),
    sign(`${starts}${child}\\p{L}*${near}${starts}${harm}`),
    sign(`${starts}${harm}\\p{L}*${near}${starts}${child}`),
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
