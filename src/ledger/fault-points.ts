// Puts the ledger's methods between their fault points. When none is armed, which is always but in a fault test, the ledger stays as it is.
import { type FaultStep, hasFaults, passing } from '../fault-points.js'
import type { Ledger } from './contract/ledger.js'

/** The methods that change something of a mail's journey; what people do with their accounts and claims is no part of it. */
const steps: Partial<Record<keyof Ledger, FaultStep>> = {
  recordReceived: 'received',
  recordPoll: 'polled',
  recordAttempt: 'attempt',
  recordDecisions: 'decided',
  recordOutcomes: 'outcome',
  enqueue: 'queued',
  takeFromQueue: 'queue-taken',
  finishQueueItem: 'queue-done',
  recordConsumed: 'consumed',
  recordRefilled: 'refilled',
  recordAnswer: 'answered',
  recordMove: 'moved',
  recordTakeUp: 'moved',
  recordUndo: 'undone',
  recordFolderMark: 'folder-marked',
  recordLeft: 'left',
  recordSeen: 'seen',
  recordAudit: 'audited',
  acquireLease: 'lease',
  releaseLease: 'lease-released',
}

export function withFaultPoints(ledger: Ledger): Ledger {
  if (!hasFaults()) return ledger
  const wrapped = Object.entries(steps).map(([name, step]) => {
    const method = ledger[name as keyof Ledger] as (...args: readonly unknown[]) => Promise<unknown>
    return [name, (...args: readonly unknown[]) => passing(step, () => method(...args))] as const
  })
  return { ...ledger, ...Object.fromEntries(wrapped) }
}
