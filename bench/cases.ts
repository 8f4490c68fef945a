// The cases that can be measured. Each is one run over so many mails; it runs in a process of its own, after a warm-up where the
// program would be warm too.
import type { MailText } from '../src/journey.js'
import { featurize } from '../src/model/featurize.js'
import { loadClassifier } from '../src/model/load.js'
import { readModel } from '../src/model/store.js'
import { BATCH_MAILS } from '../src/pass/pipeline.js'
import { type Ground, inBatches, type Run, rawMails, readMail } from './harness.js'
import { journey } from './journey.js'
import { ledger } from './ledger.js'

export const caseNames = [
  'reading',
  'featurizing',
  'predicting',
  'reading+predicting',
  'ledger',
  'journey',
] as const
export type CaseName = (typeof caseNames)[number]

export const cases: Readonly<Record<CaseName, (ground: Ground) => Promise<Run>>> = {
  reading,
  featurizing,
  predicting,
  'reading+predicting': readingAndPredicting,
  ledger,
  journey,
}

/** Mails that a process meets before it is measured: a service runs for weeks, so a cold engine is the exception. */
const warmUpMails = 520

async function reading({ mails }: Ground): Promise<Run> {
  for (const raw of await rawMails(warmUpMails)) await readMail(raw)
  return inBatches(await rawMails(mails), 1, ([raw]) => raw && readMail(raw))
}

async function featurizing({ mails, modelDir }: Ground): Promise<Run> {
  const { vocabulary } = await readModel(modelDir)
  const texts = await readTexts(mails)
  for (const text of texts.slice(0, warmUpMails)) featurize(text, vocabulary)
  return inBatches(texts, 1, ([text]) => text && featurize(text, vocabulary))
}

async function predicting({ mails, modelDir }: Ground): Promise<Run> {
  const classifier = await loadClassifier(modelDir, { modelsDir: '' })
  const texts = await readTexts(mails)
  await classifier.predict(texts.slice(0, warmUpMails))
  const run = await inBatches(texts, BATCH_MAILS, (some) => classifier.predict(some))
  const { p99Ms = Number.NaN } = await inBatches(texts, 1, (one) => classifier.predict(one))
  return { ...run, p99Ms }
}

async function readingAndPredicting({ mails, modelDir }: Ground): Promise<Run> {
  const classifier = await loadClassifier(modelDir, { modelsDir: '' })
  const take = async (raws: Awaited<ReturnType<typeof rawMails>>) => {
    const read = await Promise.all(raws.map(readMail))
    return classifier.predict(read.map(({ subject, body }) => ({ subject, ...body })))
  }
  await take(await rawMails(warmUpMails))
  return inBatches(await rawMails(mails), BATCH_MAILS, take)
}

/** Read one after another, as holding two thousand half-read mails would be the case's own memory. */
async function readTexts(mails: number) {
  const texts: MailText[] = []
  for (const raw of await rawMails(mails)) {
    const { subject, body } = await readMail(raw)
    texts.push({ subject, ...body })
  }
  return texts
}
