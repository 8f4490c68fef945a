// A place to run commands in: a configuration, a small model in use, and a folder of mails.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { promote } from '../../../src/model/current.js'
import { mailBytes } from '../mailbox-harness.js'
import { saveTinyModel } from '../model/tiny.js'
import { type Ran, run } from './fake-io.js'

/** Mails in the words that the tiny model has learnt, by the queue they are for; and one in a language that nobody may decide in. */
const mails = [
  { id: 'pas', subject: 'Fornyelse af pas', text: 'Hej mit pas udløber hvad gør jeg' },
  { id: 'parkering', subject: 'Bøde for parkering', text: 'Hej bøde for parkering hvad gør jeg' },
  {
    id: 'review',
    subject: 'Bibliothèque',
    text: 'Bonjour, je voudrais savoir comment je peux obtenir une carte de bibliothèque pour mes enfants.',
  },
]

/** A folder of models with one in use: trained once, copied to each workplace. */
export async function trainModels() {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-models-'))
  const modelId = await saveTinyModel(dir)
  await promote(dir, modelId)
  return { dir, modelId, remove: () => rm(dir, { recursive: true, force: true }) }
}

export async function makeWorkplace(trained: Awaited<ReturnType<typeof trainModels>>) {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-cli-'))
  const models = join(dir, 'models')
  const { modelId } = trained
  await cp(trained.dir, models, { recursive: true })
  const inbox = join(dir, 'inbox')
  await mkdir(inbox)
  for (const mail of mails) await writeFile(join(inbox, `${mail.id}.eml`), mailBytes(mail))
  const configFile = join(dir, 'postfordeler.yml')
  const config = {
    mailboxes: [{ name: 'borgerservice', path: 'eml:inbox', mode: 'auto' }],
    queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
    sample: { perDay: 0 }, // which mails are sampled is secret, and a blind one shows less
  }
  await writeFile(configFile, stringify(config))
  return {
    ...{ dir, models, modelId, inbox, configFile },
    /** Runs a command with the configuration. */
    run: (...args: readonly string[]): Promise<Ran> => run([...args, '--config', configFile]),
    runWith: (stdin: readonly string[], ...args: readonly string[]) =>
      run([...args, '--config', configFile], { stdin }),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

export type Workplace = Awaited<ReturnType<typeof makeWorkplace>>
