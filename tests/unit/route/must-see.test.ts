import { describe, expect, it } from 'vitest'
import { findMustSee, wantsPerson } from '../../../src/route/must-see.js'
import { aMail } from '../build.js'
import { cpuMs } from '../cpu-time.js'

const kindsIn = (changes: Parameters<typeof aMail>[0]) => findMustSee(aMail(changes)).map(({ kind }) => kind)
const nothing = { own: '', signature: '', quoted: '', forwarded: '' }
const find = (own: string, subject = '') => kindsIn({ subject, body: { ...nothing, own } })

describe('what a person must see', () => {
  it.each([
    ['Naboens dreng har blå mærker på armene', 'child-in-danger'],
    ['Min kæreste er voldelig, er der plads til mig og mit barn?', 'child-in-danger'],
    ['BEKYMRING OM EN ELEV i 3. klasse', 'child-in-danger'],
    ['Hun er bange for sin far, og pigen er kun seks', 'child-in-danger'],
    ['Jeg ved hvor du bor', 'threat'],
    ['Så brænder jeg jobcentret ned, brænder kommunen af', 'threat'],
    ['Jeg har modtaget dødstrusler', 'threat'],
    ['Jeg orker ikke at leve mere', 'suicide'],
    ['I want to die', 'suicide'],
    ['Jeg søger om aktindsigt i min sag', 'access-to-documents'],
    ['I henhold til GDPR ønsker jeg mine oplysninger', 'data-protection'],
    ['Jeg er journalist og har deadline i dag', 'press'],
    ['På vegne af min klient skal jeg anmode om', 'lawyer'],
  ])('"%s" is marked %s', (text, kind) => {
    expect(find(text)).toContain(kind)
  })

  it.each([
    ['Hvornår åbner biblioteket for børnebøger?'],
    ['Min søn skal have nyt pas, og han er bange for at det ikke når frem'],
    ['Der er slået hul i vejen ved børnehaven'],
    ['Jeg vil ikke leve op til jeres krav om sortering af affald'],
    ['Lampen slår fra om natten'],
  ])('"%s" is not marked', (text) => {
    expect(find(text)).toEqual([])
  })

  it('is found in the subject and in forwarded text as well', () => {
    expect(find('Se emnet', 'Aktindsigt')).toEqual(['access-to-documents'])
    const body = {
      own: 'Se nedenfor',
      signature: '',
      quoted: '',
      forwarded: 'Underretning om et barn i 2. klasse',
    }
    expect(kindsIn({ body })).toEqual(['child-in-danger'])
  })

  it('is not looked for in what the municipality itself wrote before', () => {
    const body = { own: 'Tak', signature: '', quoted: 'Du kan søge aktindsigt', forwarded: '' }
    expect(kindsIn({ body })).toEqual([])
  })

  it('is found in the other of two texts that differ, and below the signature', () => {
    expect(kindsIn({ otherText: 'Naboens dreng har blå mærker på armene' })).toEqual(['child-in-danger'])
    const signature = 'Mvh Bo\n\nJeg orker ikke at leve mere'
    expect(kindsIn({ body: { ...nothing, own: 'Hej', signature } })).toEqual(['suicide'])
  })

  it('is not looked for in the standing paragraphs below a signature', () => {
    const signature = 'Bo Lund\n\nDenne mail er fortrolig. Læs vores persondatapolitik (GDPR).'
    expect(kindsIn({ body: { ...nothing, own: 'Hej', signature } })).toEqual([])
  })

  it('is not put together from two texts', () => {
    expect(kindsIn({ body: { ...nothing, own: 'Mit barn' }, otherText: 'får tæsk' })).toEqual([])
  })

  it.each([
    ['Min SØN Emil på fire får\n tæsk hver aften', ['SØN', 'tæsk']],
    ['Jeg søger om AKTINDSIGT i sagen', ['AKTINDSIGT']],
    ['Jeg har modtaget dødstruslerne igen', ['dødstruslerne']],
  ])('is told with the words of the mail: "%s"', (own, words) => {
    expect(findMustSee(aMail({ body: { ...nothing, own } }))).toMatchObject([{ words }])
  })

  it('tells a few words of each kind and no long ones', () => {
    const own = `${'barn vold tæsk tæv slået barnet underretning om barn '.repeat(200)} barn${'x'.repeat(9_999)} slag`
    const [found] = findMustSee(aMail({ body: { ...nothing, own } }))
    expect(found?.words.length).toBeLessThanOrEqual(4)
    expect(Math.max(...(found?.words ?? []).map((word) => word.length))).toBeLessThanOrEqual(80)
  })

  it('wants a person for danger, and leaves deadlines to the department', () => {
    expect(wantsPerson(['child-in-danger'])).toBe(true)
    expect(wantsPerson(['access-to-documents', 'lawyer'])).toBe(false)
  })

  it('stays quick on a mail made to be slow', () => {
    expect(cpuMs(() => find('barn '.repeat(200_000)))).toBeLessThan(100)
    expect(cpuMs(() => find('vold '.repeat(200_000)))).toBeLessThan(100)
    const signature = 'barn vold '.repeat(100_000)
    expect(cpuMs(() => kindsIn({ body: { ...nothing, signature }, otherText: signature }))).toBeLessThan(100)
  })
})
