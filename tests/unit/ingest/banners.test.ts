// Words that are nobody's: gateways' banners, standing footers, help desks' lines; and the citizens' words that look like them.
import { describe, expect, it } from 'vitest'
import { splitBody, splitSigned } from '../../../src/ingest/body-text.js'
import { subjectCore } from '../../../src/subject.js'

const QUESTION = 'Hvornår åbner svømmehallen efter sommerferien?'

const banners = [
  'CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.',
  'ADVARSEL: Denne mail kommer udefra. Klik ikke på links.',
  '[EXTERNAL EMAIL]',
  'EKSTERN MAIL',
  'Du får ikke ofte mails fra bo@firma.example. Få mere at vide om, hvorfor dette er vigtigt',
  "You don't often get email from bo@firma.example. Learn why this is important",
  '-----\nAdvarsel: Denne e-mail er sendt fra en afsender uden for organisationen.\n-----',
  '| ADVARSEL | Denne e-mail kommer fra en ekstern afsender. |',
]

describe('a banner', () => {
  it.each(banners)('%j above a text is not part of it', (banner) => {
    const { body, signs } = splitSigned(`${banner}\n\n${QUESTION}`)
    expect([body.own, signs]).toEqual([QUESTION, ['banner']])
  })

  it.each(banners)('%j below a text is not part of it', (banner) => {
    expect(splitBody(`${QUESTION}\n\n${banner}`).own).toBe(QUESTION)
  })

  it.each(banners)('%j and nothing else is an empty mail', (banner) => {
    expect(splitSigned(banner)).toMatchObject({ isEmpty: true, signs: ['banner'] })
  })

  it('above a bare forward leaves a forward', () => {
    const header = 'Fra: Bo Lund <bo@firma.example>\nSendt: 3. marts 2025 09:15\nTil: Else\nEmne: Hallen'
    const { own, forwarded } = splitBody(`${banners[0]}\n\n${header}\n\n${QUESTION}`)
    expect([own, forwarded]).toEqual(['', QUESTION])
  })

  it('of the installation itself is taken off too', () => {
    const text = `Kontrolleret af Portvagten\n\n${QUESTION}`
    expect(splitBody(text, { banners: ['Kontrolleret af Portvagten'] }).own).toBe(QUESTION)
    expect(splitBody(text).own).toContain('Portvagten')
  })

  it.each([
    'Advarsel: hunden bider, så ring på først.',
    'Advarsel! Jeg klikker ikke på links fra jer mere.',
    'Ekstern rådgiver har set på taget. Klik ikke på hans link.',
    'Denne mail kommer udefra, for jeg sidder i kolonihaven. Hvad koster et skur?',
    'OBS: Denne besked er sendt fra en ny adresse, fordi vi er flyttet.',
    'CAUTION was painted on the road, but is worn off.',
  ])('is not what a citizen writes: %j', (text) => {
    expect(splitSigned(text)).toMatchObject({ body: { own: text }, signs: [] })
  })

  it('in a subject is no part of its core', () => {
    expect(subjectCore('[EXTERNAL] SV: Hallen')).toMatchObject({ core: 'Hallen', isReply: true })
    expect(subjectCore('[Ekstern lift] Hallen').core).toBe('[Ekstern lift] Hallen')
  })
})

const footers = [
  'Denne mail kan indeholde fortrolige oplysninger. Er du ikke rette modtager, så slet den.',
  'This message is confidential and intended only for the addressee.',
  'Diese E-Mail kann vertrauliche Informationen enthalten.',
  'Bemærk at almindelig e-mail ikke er sikker. Send ikke cpr-numre.',
  'Tænk på miljøet, før du udskriver denne mail.',
  'Virusfri. www.avg.example',
]

describe('a footer without a closing', () => {
  it.each(footers)('%j is signature, and the name above it too', (footer) => {
    const { body, signs } = splitSigned(`${QUESTION}\n\nBo Lund\n\n${footer}`)
    expect([body.own, signs]).toEqual([QUESTION, ['footer']])
    expect(body.signature).toContain(footer)
    expect(splitBody(`${footer}\n\n${QUESTION}`).own).toBe(QUESTION)
    expect(splitBody(`${QUESTION}\n\nGod weekend!\nBo Lund\n\n${footer}`).own).toBe(QUESTION)
  })

  it.each([
    'Jeg har fået denne mail med fortrolige oplysninger om min nabo.',
    'Kan I se, om denne mail indeholder personoplysninger?',
    'Vi vil klage over jeres behandling af personoplysninger og GDPR.',
    'Hvorfor er almindelig e-mail ikke sikker?',
  ])('is not what a citizen writes about: %j', (text) => {
    expect(splitBody(`${QUESTION}\n\n${text}`).own).toContain(text)
  })
})

describe('the mail below', () => {
  it.each([
    '##- Please type your reply above this line -##',
    'Svar over denne linje',
    '--- Reply above this line ---',
    'Betreff: Hallen\nDatum: 3. März 2025 um 09:15\nVon: Bo <bo@firma.example>\nAn: Else',
    'Subject: Hallen\nTo: Else <else@hjem.example>\nFrom: Bo\nDate: 3 Mar 2025 09:15',
    'Fra: Bo <bo@firma.example>\nSendt: 3. marts 2025\nTil: Else\nEmne: Hallen',
    'Від: Bo <bo@firma.example>\nНадіслано: 3 березня 2025 09:15\nКому: Else\nТема: Hallen',
    '>>> Bo Lund <bo@firma.example> 03-03-2025 09:15 >>>',
  ])('%j is quoted', (head) => {
    const { own, quoted } = splitBody(`${QUESTION}\n\n${head}\n\nHar du ringet?`, { isReply: true })
    expect([own, quoted]).toEqual([QUESTION, 'Har du ringet?'])
  })

  it.each([
    'Fra: 01-05-2025\nTil: 30-06-2025\nEmne: Leje af hallen',
    'Dato: 3. marts 2025\nEmne: Leje af hallen\nTil: 40 gæster',
    'Svar over denne uge er fint.',
    'Emne: Hallen\nDato: 3. marts 2025 kl. 10.00\nTil: bo@firma.example',
  ])('%j is the sender’s own', (text) => {
    expect(splitBody(`Hej\n\n${text}\n\nSkriv gerne.`).own).toContain(text)
  })
})

describe('below the closing', () => {
  it.each([
    'Ny adresse: Engen 4',
    'Bilag 1',
    'Matrikel: 7 b',
    'Spørgsmål til skolen:',
    'PS Ring først.',
    '1. Hvad koster det?',
  ])('%j is the sender’s own', (text) => {
    expect(splitBody(`${QUESTION}\n\nMvh\nBo Lund\n\n${text}`).own).toContain(text)
  })

  it.each(['Tlf. 00 00 12 34', 'Formand', 'www.firma.example', 'Bo Lund ApS'])('%j is signature', (text) => {
    expect(splitBody(`${QUESTION}\n\nMvh\nBo Lund\n\n${text}`).own).toBe(QUESTION)
  })
})

describe('a text signed with PGP', () => {
  it('is what stands between the marks', () => {
    const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${QUESTION}\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----`
    expect(splitBody(text).own).toBe(QUESTION)
  })
})
