import { describe, expect, it } from 'vitest'
import type { ParsedMail } from '../../src/journey.js'
import { areAlike, likenessOf, SKETCH_BYTES } from '../../src/likeness.js'
import { campaignMail, parsedMail, rawMail } from '../contracts/ledger-samples.js'

const salts = Uint32Array.from({ length: SKETCH_BYTES }, (_, nth) => Math.imul(nth + 1, 0x9e3779b1))
const written = (own: string, address = 'a@post.example'): ParsedMail =>
  parsedMail(rawMail(own), {
    subjectCore: '',
    from: { name: '', address },
    body: { own, signature: '', quoted: '', forwarded: '' },
  })

/** Whether two mails would meet and be taken for one burst. */
function alike(one: ParsedMail, other: ParsedMail): boolean {
  const [a, b] = [likenessOf(one, salts), likenessOf(other, salts)]
  if (a === undefined || b === undefined) return false
  const writers = [a.writer, b.writer]
  const meet = a.bands.some((band, nth) => band === b.bands[nth])
  const compared = [a, b].map(({ sketch, writer }) => ({ sketch, writer: writers.indexOf(writer) }))
  return meet && areAlike(compared[0] as never, compared[1] as never)
}

const letter = (nth: number): string => campaignMail(rawMail('letter'), nth).body.own
const fixed =
  'Denne besked er sendt fra kommunens kontaktformular. Oplysningerne behandles efter reglerne om databeskyttelse og gemmes i fem år, efter at sagen er afsluttet. Du kan læse om dine rettigheder på kommunens hjemmeside, hvor der også står, hvordan du klager.'
const form = (name: string, message: string): string =>
  `Navn: ${name}\nTelefon: 00 00 00 00\nEmne: Andet\nBesked: ${message}\n\n${fixed}`

describe('which mails are nearly the same', () => {
  it.each([
    ['a name, an address and a number of its own', letter(7)],
    ['other line ends, case and dates', letter(1).replaceAll(' ', ' \t').toUpperCase()],
    [
      'a sentence of its own',
      `${letter(1)}\nMin datter er netop flyttet hjem igen og har brug for bilen hver dag.`,
    ],
    ['a sentence less', letter(1).replace(/\nReglerne betyder[^\n]*/, '')],
    [
      'another sentence',
      letter(1).replace(/\nDet er urimeligt[^\n]*/, '\nVi har ikke råd til det, og bussen kører ikke.'),
    ],
  ])('a campaign letter with %s is', (_what, own) => {
    expect(alike(written(letter(1)), written(own, 'b@post.example'))).toBe(true)
  })

  it.each([
    ['short questions that say the same', 'Hvornår har I åbent?', 'Hvornår har I åbent?'],
    [
      'two letters about the same matter',
      letter(1),
      'Jeg er imod de nye regler om parkering i Vestbyen. Vi bor tre familier i ejendommen og har to biler, som vi bruger hver dag, og nu kan vi ikke holde nogen steder om aftenen. Hvem kan vi tale med hos jer om en løsning for netop vores gade?',
    ],
    [
      'filled-in forms with other contents, sent in two names',
      form('Anna Andersen', 'Hvornår bliver skraldet hentet på Eksempelvej efter helligdagene?'),
      form('Bo Berg', 'Mit pas er væk, og jeg rejser på fredag. Kan jeg få et nyt inden da?'),
    ],
  ])('%s are not', (_what, one, other) => {
    expect(alike(written(one), written(other, 'b@post.example'))).toBe(false)
  })

  it('the own text decides where there is any, and else the forwarded one', () => {
    const passedOn = (text: string): ParsedMail => ({
      ...written('Til jer', text),
      body: { own: 'Til jer', signature: '', quoted: '', forwarded: text },
    })
    expect(alike(passedOn(letter(1)), passedOn(letter(2)))).toBe(true)
  })

  it.each(['a'.repeat(1_000_000), 'a '.repeat(500_000), 'a:'.repeat(500_000), 'a\n'.repeat(500_000)])(
    'a megabyte takes no longer than its beginning',
    (own) => {
      const start = performance.now()
      likenessOf(written(own), salts)
      expect(performance.now() - start).toBeLessThan(200)
    },
  )
})
