// What a pass did, added up from what its steps returned.
import type { Decision } from '../journey.js'
import { bothRounds, type DeliveryReport } from '../route/deliver.js'
import type { FailedMail, Triaged } from './triage.js'

export interface PassReport {
  readonly received: number
  readonly decided: Readonly<Record<Decision['kind'], number>>
  readonly failed: readonly FailedMail[]
  /** Folders of `alsoLook` that the server does not have, where there are any. */
  readonly missing?: readonly string[]
  readonly delivered: DeliveryReport
}

/** The returns of a pass's steps, in their order. */
export interface PassSteps {
  readonly received: number
  readonly triaged: readonly Triaged[]
  readonly delivered: readonly DeliveryReport[]
  readonly missing: readonly string[]
}

const nothing: DeliveryReport = { done: 0, gone: 0, waiting: 0, unreachable: [] }

export function passReport({ received, triaged, delivered, missing }: PassSteps): PassReport {
  const decided = { route: 0, review: 0, leave: 0 }
  for (const { decisions } of triaged) for (const { kind } of decisions) decided[kind] += 1
  return {
    received,
    decided,
    ...(missing.length > 0 ? { missing } : {}),
    failed: triaged.flatMap(({ failed }) => failed),
    delivered: delivered.reduce(bothRounds, nothing),
  }
}
