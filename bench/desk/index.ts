// How long a caseworker waits for the ledger: the desk's questions with 10,000 mails waiting, in process, on SQLite or PostgreSQL.
//   npx tsx bench/desk/index.ts [--waiting 10000] [--filed 20000] [--repeats 100] [--database URL] [--json] [--strict]

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { table } from '../../src/cli/table.js'
import { configSchema } from '../../src/config/schema.js'
import { createDesk } from '../../src/desk/create-desk.js'
import type { Desk } from '../../src/desk/desk.js'
import { closeBroken } from '../../src/guarantee/close-broken.js'
import { driftWarnings } from '../../src/guarantee/drift.js'
import { leftGuarantee } from '../../src/guarantee/left-guarantee.js'
import { type Label, label } from '../../src/ids.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { planTakeUp } from '../../src/pass/take-up.js'
import type { Person } from '../../src/roles.js'
import { entryForAnswer } from '../../src/route/answer.js'
import { entryForUndo } from '../../src/route/undo.js'
import { quantile } from '../harness.js'
import { fill } from './fill.js'

/** What leaves room for rendering: the page answers the list in 100 ms and a mail in 50. @units milliseconds, p95 */
const budgetsMs = { list: 40, waiting: 40, open: 20, answer: 40, find: 150, look: 40, figures: 400 }
type Kind = keyof typeof budgetsMs

interface Question {
  readonly kind: Kind
  readonly name: string
  readonly ask: (nth: number) => Promise<unknown>
}

const person: Person = {
  name: 'bench',
  displayName: 'bench',
  roles: ['caseworker', 'lead'],
  departments: undefined,
}
const { values } = parseArgs({
  options: {
    waiting: { type: 'string', default: '10000' },
    filed: { type: 'string', default: '20000' },
    repeats: { type: 'string', default: '100' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
})

const head = ['question', 'p50 ms', 'p95 ms', 'max ms', 'aim']

process.exitCode = await bench()

// ---------------------------------------------------------------------------------------------------------------

async function bench(): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-desk-'))
  const ledger = await createLedger(values.database ?? `sqlite:${join(dir, 'ledger.db')}`)
  try {
    const began = performance.now()
    await fill(ledger, { waiting: Number(values.waiting), filed: Number(values.filed) })
    console.error(`filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    const measured = []
    for (const question of await questions(ledger))
      measured.push(await measure(question, Number(values.repeats)))
    if (values.json) console.log(JSON.stringify(measured))
    else for (const line of table(head, measured.map(rowOf))) console.log(line)
    const broken = measured.filter(({ kind, p95Ms }) => p95Ms > budgetsMs[kind])
    for (const { name, p95Ms, kind } of broken)
      console.error(`BROKEN: ${name} takes ${p95Ms.toFixed(1)} ms; the aim is at most ${budgetsMs[kind]} ms.`)
    return values.strict && broken.length > 0 ? 1 : 0
  } finally {
    await ledger.close()
    await rm(dir, { recursive: true, force: true })
  }
}

function openDesk(opened: Ledger): Desk {
  const config = configSchema.parse({ queues: { 'queue-0': { name: 'Nul' }, 'queue-1': { name: 'Et' } } })
  const facts = {
    folderOf: () => undefined,
    queueKind: 'ledger-queue' as const,
    folderKind: 'imap-folder' as const,
  }
  let tokens = 0
  return createDesk({
    ...{ config, ledger: opened, now: () => new Date(), file: async () => undefined, waitForFilingMs: 0 },
    newToken: () => `bench-${process.pid}-${String(++tokens).padStart(16, '0')}`,
    planAnswer: (answer, record) => entryForAnswer(answer, record, facts),
    planUndo: ({ record, decisions, by, hasMoved }) =>
      entryForUndo(record, decisions, { ...facts, inbox: undefined, by, hasMoved }),
    closeBrokenQueues: () => closeBroken(opened, config),
    planTakeUp: (...left) =>
      planTakeUp(
        {
          config: config,
          ledger: opened,
          now: () => new Date(),
          models: async () => ({ classifier: undefined }),
        },
        ...left,
      ),
    htmlOf: async () => undefined,
    driftOf: driftWarnings,
    leftGuarantee: () => leftGuarantee(opened),
  })
}

async function questions(opened: Ledger): Promise<readonly Question[]> {
  const desk = openDesk(opened)
  const cursors: (string | undefined)[] = [undefined]
  for (let page = 0; page < 100; page++)
    cursors.push((await desk.list({ cursor: cursors.at(-1) ?? '' }, person)).next)
  const items = await opened.reviewItems({ limit: 2_000 })
  const idOf = (nth: number) => items[(nth * 13) % items.length]?.mailId ?? (items[0]?.mailId as never)
  const queue = label('queue-7')
  const list = (name: string, query: Parameters<Desk['list']>[0]): Question => ({
    ...{ kind: 'list', name: `list: ${name}` },
    ask: () => desk.list(query, person),
  })
  const choice = { kind: 'queue', label: 'queue-1' as Label } as const
  return [
    list('first page', {}),
    {
      kind: 'list',
      name: 'list: any page',
      ask: (nth) => desk.list({ cursor: cursors[nth % cursors.length] ?? '' }, person),
    },
    list('one queue', { queue }),
    list('one reason', { reason: 'novel' }),
    list('a rare reason', { reason: 'rate-limited' }),
    list('one mailbox, a week old', { mailbox: 'jobcenter', age: 'day' }),
    list('mine', { mine: true }),
    list('search, a common word', { text: 'jeg' }),
    list('search, two words', { text: 'pas fornye' }),
    list('search, found nowhere', { text: 'qwertzuiop' }),
    {
      kind: 'list',
      name: 'list: of one department',
      ask: () => desk.list({}, { ...person, departments: [queue] }),
    },
    { kind: 'waiting', name: 'counts', ask: () => desk.waiting(person) },
    { kind: 'open', name: 'next item', ask: (nth) => desk.nextItem({}, person, idOf(nth)) },
    { kind: 'open', name: 'open', ask: (nth) => desk.open(idOf(nth), person) },
    { kind: 'list', name: 'like by burst', ask: (nth) => desk.like(idOf(nth), 'burst', person) },
    { kind: 'list', name: 'like by thread', ask: (nth) => desk.like(idOf(nth), 'thread', person) },
    {
      ...{ kind: 'answer', name: 'answer' },
      ask: (nth) =>
        desk.answer({ mailId: idOf(nth), version: 1, choice, note: '', token: desk.newToken() }, person),
    },
    { kind: 'look', name: 'look up one mail', ask: (nth) => desk.view(idOf(nth), person) },
    { kind: 'find', name: 'find: newest', ask: () => desk.find({}, person) },
    { kind: 'find', name: 'find: in one queue', ask: () => desk.find({ queue }, person) },
    { kind: 'find', name: 'find: words', ask: () => desk.find({ text: 'pas fornye' }, person) },
    { kind: 'find', name: 'find: words found nowhere', ask: () => desk.find({ text: 'qwertzuiop' }, person) },
    { kind: 'figures', name: 'figures of 12 weeks', ask: () => desk.figures({}) },
  ]
}

async function measure({ kind, name, ask }: Question, repeats: number) {
  for (let nth = 0; nth < 3; nth++) await ask(repeats + nth)
  const tookMs: number[] = []
  for (let nth = 0; nth < repeats; nth++) {
    const before = performance.now()
    await ask(nth)
    tookMs.push(performance.now() - before)
  }
  const [p50Ms, p95Ms, maxMs] = [0.5, 0.95, 1].map((share) => quantile(tookMs, share)) as [
    number,
    number,
    number,
  ]
  return { kind, name, p50Ms, p95Ms, maxMs }
}

function rowOf({ kind, name, p50Ms, p95Ms, maxMs }: Awaited<ReturnType<typeof measure>>) {
  return [name, ...[p50Ms, p95Ms, maxMs].map((ms) => ms.toFixed(1)), String(budgetsMs[kind])] as const
}
