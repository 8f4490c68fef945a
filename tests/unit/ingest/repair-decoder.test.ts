import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { TEXT_PART_BYTES } from '../../../src/ingest/limits.js'
import { createRepairDecoder } from '../../../src/ingest/repair-decoder.js'

describe('a text part that is longer than is read', () => {
  it.each([0, 1])('ends with a whole letter of UTF-8, %i bytes before the letters', async (before) => {
    const { text, told } = await decoded(
      Buffer.from('x'.repeat(before) + 'æ'.repeat(TEXT_PART_BYTES)),
      undefined,
    )
    expect(new Set(text.slice(before))).toEqual(new Set('æ'))
    expect(text.length).toBe(before + Math.floor((TEXT_PART_BYTES - before) / 2))
    expect(told).toEqual(['cut'])
  })

  it('of a charset whose letters are all above ASCII keeps its bytes', async () => {
    const { text } = await decoded(Buffer.alloc(TEXT_PART_BYTES + 10, 0xe6), 'iso-8859-1')
    expect(text.length).toBeGreaterThan(TEXT_PART_BYTES - 4)
  })

  it('is not said of one that just fits', async () => {
    const { text, told } = await decoded(Buffer.alloc(TEXT_PART_BYTES, 'a'), 'utf-8')
    expect(text).toHaveLength(TEXT_PART_BYTES)
    expect(told).toEqual([])
  })
})

// ---------------------------------------------------------------------------------------------------------------

async function decoded(bytes: Buffer, charset: string | undefined) {
  const told: string[] = []
  const decoder = createRepairDecoder(charset, {
    guessed: () => told.push('guessed'),
    cut: () => told.push('cut'),
  })
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, i) =>
    bytes.subarray(i * 65_536, (i + 1) * 65_536),
  )
  const text = (await buffer(Readable.from(pieces).pipe(decoder))).toString()
  return { text, told }
}
