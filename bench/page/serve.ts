// The page that is measured, in a process of its own: a ledger filled with waiting mail, and some people who work through it.

import { configSchema } from '../../src/config/schema.js'
import { createDesk } from '../../src/desk/create-desk.js'
import { closeBroken } from '../../src/guarantee/close-broken.js'
import { driftWarnings } from '../../src/guarantee/drift.js'
import { leftGuarantee } from '../../src/guarantee/left-guarantee.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { planTakeUp } from '../../src/pass/take-up.js'
import { entryForAnswer } from '../../src/route/answer.js'
import { entryForUndo } from '../../src/route/undo.js'
import { createApp } from '../../src/web/app.js'
import { hashPassword } from '../../src/web/passwords.js'
import { fill } from '../desk/fill.js'

const [database = '', waiting = '', people = '', password = ''] = process.argv.slice(2)
const now = () => new Date()
const ledger = await createLedger(database)
await fill(ledger, { waiting: Number(waiting), filed: 2 * Number(waiting) })

const queues = Object.fromEntries(
  Array.from({ length: 25 }, (_, nth) => [`queue-${nth}`, { name: `Kø ${nth}` }]),
)
const config = configSchema.parse({ queues })
const facts = {
  folderOf: () => undefined,
  queueKind: 'ledger-queue' as const,
  folderKind: 'imap-folder' as const,
}
let tokens = 0
const desk = createDesk({
  ...{ config, ledger, now, file: async () => undefined, waitForFilingMs: 0 },
  newToken: () => `bench-${process.pid}-${String(++tokens).padStart(16, '0')}`,
  planAnswer: (answer, record) => entryForAnswer(answer, record, facts),
  planUndo: ({ record, decisions, by, hasMoved }) =>
    entryForUndo(record, decisions, { ...facts, inbox: undefined, by, hasMoved }),
  closeBrokenQueues: () => closeBroken(ledger, config),
  planTakeUp: (...left) =>
    planTakeUp(
      {
        config: config,
        ledger: ledger,
        now: () => new Date(),
        models: async () => ({ classifier: undefined }),
      },
      ...left,
    ),
  htmlOf: async () => undefined,
  driftOf: driftWarnings,
  leftGuarantee: () => leftGuarantee(ledger),
})
const passwordHash = await hashPassword(password)
for (let nth = 0; nth < Number(people); nth++) {
  const name = `person-${nth}`
  await ledger.accounts.add(
    { name, displayName: name, roles: ['caseworker', 'lead'], departments: undefined, passwordHash },
    'bench',
  )
}
const quiet = () => undefined
const log = {
  ...{ debug: quiet, info: quiet, warn: quiet },
  error: (_: object, message: string) => console.error(message),
}
const app = await createApp({ config, ledger, desk, now, log, env: {} })
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
process.once('SIGTERM', async () => {
  await app.close()
  await ledger.close()
  process.exit(0)
})
