// How far the filing of a decision has come, according to its deliveries.
import type { MailId } from '../ids.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import type { Filing } from './answer-shapes.js'
import type { DeskDeps } from './deps.js'

/** Files what was decided, and waits for it a moment: what takes longer is done all the same, and said to be pending. */
export async function fileAndWait(
  { file, waitForFilingMs }: Pick<DeskDeps, 'file' | 'waitForFilingMs'>,
  accounts: Iterable<string>,
): Promise<void> {
  const filing = Promise.all([...new Set(accounts)].map(file))
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitForFilingMs)
  })
  await Promise.race([filing, patience])
  clearTimeout(timer)
}

export async function filingOf(
  ledger: Pick<Outbox, 'deliveries'>,
  mailId: MailId,
  decisionId: number,
): Promise<Filing> {
  const all = await ledger.deliveries(mailId)
  const own = all.filter((one) => one.decisionId === decisionId && one.withdraws === undefined)
  const states = new Set(own.map(({ state }) => state))
  if (states.has('pending')) return 'pending'
  if (states.has('failed')) return 'failed'
  if (states.has('gone')) return 'gone'
  return states.has('done') ? 'filed' : 'none'
}
