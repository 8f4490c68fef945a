// The corpus as its files hold it, and the numbers that are made from a mail's id.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A line of inbox.jsonl and of historical/*.jsonl. */
export interface CorpusMail {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly body: string
  readonly date: string
  readonly label: string
  readonly lang: string
}

export function readCorpus(path: string): CorpusMail[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CorpusMail)
}

/** A number in [0, 2^32) that depends on the mail's id only; each `use` has a number of its own. */
export const numberFor = (id: string, use: string): number => hash(`${use}:${id}`).readUInt32BE(0)

export const nameFor = (id: string, use: string): string => hash(`${use}:${id}`).toString('hex').slice(0, 24)

// ---------------------------------------------------------------------------------------------------------------

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
