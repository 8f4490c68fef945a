import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAhead } from '../../../src/pass/read-ahead.js'

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

describe('readAhead', () => {
  it('yields the same items in the same order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), async (items) => {
        expect(await collect(readAhead(from(items)))).toEqual(items)
      }),
    ))

  it('asks for the next item while the one in hand is worked on, and for no more', async () => {
    let asked = 0
    async function* counted() {
      for (;;) yield ++asked
    }
    for await (const item of readAhead(counted())) {
      await Promise.resolve()
      expect(asked).toBe(item + 1)
      if (item === 3) break
    }
    expect(asked).toBe(4)
  })

  it('gives the items before an error, and then the error', async () => {
    const seen: number[] = []
    async function* breaking() {
      yield 1
      yield 2
      throw new RangeError('the line broke')
    }
    const reading = async () => {
      for await (const item of readAhead(breaking())) seen.push(item)
    }
    await expect(reading()).rejects.toThrow('the line broke')
    expect(seen).toEqual([1, 2])
  })

  it('lets the source clean up when it is left early', async () => {
    let isClosed = false
    async function* source() {
      try {
        yield 1
        yield 2
        yield 3
      } finally {
        isClosed = true
      }
    }
    for await (const item of readAhead(source())) if (item === 1) break
    expect(isClosed).toBe(true)
  })
})
