import { describe, expect, it } from 'vitest'
import { languageOf } from '../../../src/ingest/language.js'

describe('languageOf', () => {
  it.each([
    ['da', 'Hej, hvornår bliver mit pas færdigt? Jeg skal rejse på fredag.'],
    ['da', 'hej jeg har ikke faaet svar paa min ansoegning, hvad goer jeg nu'],
    ['no', 'Hei, når blir passet mitt ferdig? Jeg har ikke fått noe brev fra dere.'],
    ['sv', 'Hej, när blir mitt pass klart? Jag har inte fått något brev från er.'],
    ['en', 'Hello, when will my passport be ready? I have not received a letter.'],
    ['de', 'Guten Tag, wann ist mein Pass fertig? Ich habe keinen Brief bekommen.'],
    ['pl', 'Dzień dobry, kiedy mój paszport będzie gotowy? Nie dostałem żadnego listu.'],
    ['tr', 'Merhaba, pasaportum ne zaman hazır olacak? Henüz bir mektup almadım, lütfen bana yardım edin.'],
    ['ar', 'مرحبا، متى سيكون جواز سفري جاهزا؟ لم أتلق أي رسالة حتى الآن من البلدية'],
    ['pl', 'Chcę paszport.'],
    ['ro', 'Vreau pașaport'],
    ['tr', 'nasıl randevu'],
    ['und', 'Pas til Ayşe'],
    ['und', 'Kære Wałęsa'],
    ['und', 'Ok, tak'],
    ['und', ''],
    ['und', '12345 67890 +45 00 00 12 34'],
  ])('%s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language)
  })

  it('answers the same twice', () => {
    const text = 'Kan I hjælpe mig med en plads i børnehaven?'
    expect(languageOf(text)).toBe(languageOf(text))
  })
})
