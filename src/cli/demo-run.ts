// The work of `postfordeler demo`: trains on the bundled history, takes the bundled inbox through the real pipeline, and says how right
// it was. It works in a folder of its own, so that it never touches a model or a ledger that somebody uses.
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadConfig } from '../config/load.js'
import type { Config } from '../config/schema.js'
import { TriageError } from '../errors.js'
import { label } from '../ids.js'
import { promote } from '../model/current.js'
import { runPass } from '../pass/pass.js'
import type { PassReport } from '../pass/pass-report.js'
import { createServices, type Services } from '../wiring.js'
import { type CommandIo, type CommonOptions, print } from './command.js'
import { runTrain, type TrainDocument } from './commands/train.js'
import { serveDemo } from './demo-page.js'
import { type Answers, type DemoScore, demoLines, score } from './demo-score.js'
import { modelDeps, trainSettings } from './model-deps.js'
import { seconds } from './table.js'
import { bundled } from './version.js'

export interface DemoOptions extends CommonOptions {
  readonly dir: string
  readonly serve: boolean
}

export async function runDemo(io: CommandIo, options: DemoOptions): Promise<void> {
  const dir = resolve(options.dir)
  await clear(dir)
  const config = loadConfig({
    file: bundled('postfordeler.yml'),
    env: {},
    flags: { databaseUrl: `sqlite:${join(dir, 'postfordeler.db')}`, models: join(dir, 'models') },
  })
  const say = (line: string) => io.note(line)
  const trained = await timed(() => train(io, config))
  say(
    `Trained on ${trained.value.n} bundled mails in ${seconds(trained.ms)}: model ${trained.value.modelId}.`,
  )
  const services = createServices({ config, env: io.env, now: io.now, warn: io.note })
  try {
    const routed = await timed(() => routeInbox(io, services))
    say(`Took ${routed.value.received} mails through the whole journey in ${seconds(routed.ms)}.`)
    const scored = await score(await services.ledger(), await readAnswers(), label(config.outside))
    await writeFile(join(dir, 'postfordeler.yml'), await configForLater())
    const document = documentOf(trained, routed, scored)
    print(io, options, document, () => [
      ...demoLines(config, scored, trained.value.heldOut),
      ...nextSteps(options.dir),
    ])
    if (options.serve) await serveDemo(io, services)
  } finally {
    await services.close()
  }
}

async function train(io: CommandIo, config: Config): Promise<TrainDocument> {
  const settings = trainSettings(config)
  const document = await runTrain({ ...settings, seed: 1, data: [bundled('historical')] }, modelDeps(io))
  await promote(settings.modelsDir, document.modelId)
  return document
}

async function routeInbox(io: CommandIo, services: Services): Promise<PassReport> {
  const [mailbox] = services.config.mailboxes
  if (!mailbox) throw new Error('the bundled configuration has no mailbox')
  const open = await services.openMailbox(mailbox)
  return runPass(await services.pipeline(), open.policy, open, {
    onProgress: (done) => io.progress(`routed ${done} mails`),
  })
}

// ---------------------------------------------------------------------------------------------------------------

/** What a demo leaves behind. */
const ours = /^(models|postfordeler\.yml|postfordeler\.db(-wal|-shm)?)$/

/** Removes what an earlier demo left, and nothing that it did not: the folder is the user's word. */
async function clear(dir: string): Promise<void> {
  const names = existsSync(dir) ? await readdir(dir) : []
  const foreign = names.find((name) => !ours.test(name))
  if (foreign !== undefined)
    throw new TriageError('DEMO_FOLDER_TAKEN', `${dir} holds "${foreign}", which no demo has left there.`, {
      hint: 'Give an empty folder, or one that is not there yet, with --dir.',
    })
  await rm(dir, { recursive: true, force: true })
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

type Timed<T> = Awaited<ReturnType<typeof timed<T>>>

const documentOf = (trained: Timed<TrainDocument>, routed: Timed<PassReport>, scored: DemoScore) => ({
  modelId: trained.value.modelId,
  heldOut: trained.value.heldOut,
  ...scored,
  seconds: { train: trained.ms / 1000, route: routed.ms / 1000 },
})

async function readAnswers(): Promise<Answers> {
  const lines = (await readFile(bundled('inbox-answers.jsonl'), 'utf8')).trim().split('\n')
  const rows: readonly { mailId: string; label: string }[] = lines.map((line) => JSON.parse(line))
  return new Map(rows.map((row) => [row.mailId, label(row.label)]))
}

/** The bundled configuration with the paths as they are seen from the demo's folder. */
async function configForLater(): Promise<string> {
  const text = await readFile(bundled('postfordeler.yml'), 'utf8')
  return text
    .replace('eml:inbox', `eml:${bundled('inbox')}`)
    .replace(/url: sqlite:.*/, 'url: sqlite:postfordeler.db')
    .replace(/^models: .*/m, 'models: models')
}

const nextSteps = (dir: string): readonly string[] => {
  const config = `--config ${join(dir, 'postfordeler.yml')}`
  return [
    '',
    'Go on with what the demo has left:',
    `  npx tsx src/cli/index.ts review list ${config}`,
    `  npx tsx src/cli/index.ts queue list pas ${config}`,
    `  npx tsx src/cli/index.ts explain data/inbox/20230117-090800-0d46a2.eml ${config}`,
  ]
}
