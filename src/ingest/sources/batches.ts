// Groups mails into batches bounded by count and by bytes, so that a pass over large mails does not fill the memory.

/** One batch of mail held in memory; a worker with 512 MB has room for it several times over. */
export const BATCH_BYTES = 16 * 1024 * 1024

interface BatchLimits {
  /** >= 1 */
  readonly batchMails: number
  readonly batchBytes: number
}

/** Keeps the order. An item larger than `batchBytes` makes a batch of its own. */
export function planBatches<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  limits: BatchLimits,
): readonly (readonly Item[])[] {
  const batches: Item[][] = []
  let bytes = 0
  for (const item of items) {
    const size = sizeOf(item)
    const batch = batches.at(-1)
    if (batch && batch.length < limits.batchMails && bytes + size <= limits.batchBytes) {
      batch.push(item)
      bytes += size
    } else {
      batches.push([item])
      bytes = size
    }
  }
  return batches
}
