// A handful of invented mails in two queues and "outside", small enough that a test trains a whole model in a blink.
import type { ModelId } from '../../../src/ids.js'
import { label } from '../../../src/ids.js'
import type { MailText, TrainingExample } from '../../../src/journey.js'
import { saveModel } from '../../../src/model/store.js'
import { learn } from '../../../src/train/learn.js'

export const mailText = (own: string, subject = ''): MailText => ({ subject, own, quoted: '', forwarded: '' })

const passport = [
  'nyt pas til min søn',
  'passet er væk',
  'fornyelse af pas',
  'mit pas udløber',
  'pas til ferien',
]
const parking = [
  'bøde for parkering',
  'parkeringsafgift på bilen',
  'licens til parkering',
  'parkering ved hospitalet',
  'bilen er flyttet',
]
const other = [
  'du har vundet en præmie',
  'køb billige ure',
  'tilbud på ure',
  'vundet en rejse',
  'klik her nu',
]
const endings = ['', ' hvad gør jeg', ' ring til mig', ' tak for hjælpen', ' hilsen Bo']

const of = (key: string, texts: readonly string[]): TrainingExample[] =>
  texts.flatMap((text, at) =>
    endings.map((ending, turn) => ({
      id: `${key}-${at}-${turn}`,
      label: label(key),
      text: mailText(`Hej ${text}${ending}`),
      date: undefined,
      language: 'da',
    })),
  )

export const tinyExamples: readonly TrainingExample[] = [
  ...of('pas', passport),
  ...of('parkering', parking),
  ...of('udenfor', other),
]

export const tinyOptions = {
  outside: 'udenfor',
  guarantee: { error: 0.2, confidence: 0.8 },
  seed: 7,
  programVersion: '0.0.0-test',
} as const

/** Trains and stores the tiny model; `when` makes its id. */
export async function saveTinyModel(
  modelsDir: string,
  when = new Date('2025-01-02T03:04:05Z'),
  seed = 7,
): Promise<ModelId> {
  const { draft } = await learn(tinyExamples, { ...tinyOptions, seed })
  const { manifest } = await saveModel(modelsDir, draft, when)
  return manifest.modelId as ModelId
}
