// What the program promises of its speed and size, on the machine that docs/benchmark.md names. A broken budget is said in words.
import type { CaseName } from './cases.js'

export interface Budget {
  /** At least so many, by the median of the runs. */
  readonly mailsPerSecond?: number
  /** At most so many, in the worst run. */
  readonly peakMb?: number
}

export const budgets: Readonly<Record<CaseName, Budget>> = {
  reading: { mailsPerSecond: 1_000 },
  featurizing: { mailsPerSecond: 4_000 },
  predicting: { mailsPerSecond: 2_000 },
  // What a mail costs without its server: a weekend's 20,000 mails in 40 seconds.
  'reading+predicting': { mailsPerSecond: 500, peakMb: 400 },
  ledger: { mailsPerSecond: 1_000 },
  // The mail server's share included; one process on a small virtual machine.
  journey: { mailsPerSecond: 150, peakMb: 400 },
}
