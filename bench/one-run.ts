// One run of one case, in a process of its own: what it remembers and how much memory it takes is nobody else's.
// Told by its arguments (the case's name, its ground as JSON); answers with one line of JSON.
import { type CaseName, cases } from './cases.js'
import type { Ground, Run } from './harness.js'

export type MeasuredRun = Run & { readonly peakMb: number }

const [name, ground] = process.argv.slice(2) as [CaseName, string]
const run = await cases[name](JSON.parse(ground) as Ground)
const measured: MeasuredRun = { ...run, peakMb: process.resourceUsage().maxRSS / 1024 }
console.log(JSON.stringify(measured))
