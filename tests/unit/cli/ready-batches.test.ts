import { describe, expect, it } from 'vitest'
import { readyBatches } from '../../../src/cli/ready-batches.js'

async function* at(...items: readonly (number | 'pause')[]) {
  for (const item of items) {
    if (item === 'pause') await new Promise((done) => setTimeout(done, 20))
    else yield item
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('batches of what is ready', () => {
  it.each([
    { items: [], batches: [] },
    { items: [1, 2, 3] as const, batches: [[1, 2], [3]] },
    { items: [1, 'pause', 2, 3] as const, batches: [[1], [2, 3]] },
    { items: [1, 2, 'pause'] as const, batches: [[1, 2]] },
  ])('$items are $batches, two at most', async ({ items, batches }) => {
    expect(await all(readyBatches(at(...items), 2))).toEqual(batches)
  })

  it('come before an item that never does', async () => {
    async function* hanging() {
      yield 1
      await new Promise(() => {})
    }
    for await (const batch of readyBatches(hanging(), 2)) {
      expect(batch).toEqual([1])
      break
    }
  })

  it('end with what the items fail with', async () => {
    async function* failing() {
      yield 1
      throw new Error('gone')
    }
    await expect(all(readyBatches(failing(), 2))).rejects.toThrow('gone')
  })
})
