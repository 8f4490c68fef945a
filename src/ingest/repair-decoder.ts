// A stream that waits for a text part and then decides on its charset.
import { Transform, type TransformCallback } from 'node:stream'
import { decodeText } from './charset.js'
import { TEXT_PART_BYTES } from './limits.js'

interface Told {
  /** The declared charset could not be used. */
  readonly guessed: () => void
  /** The part is longer than what is read. */
  readonly cut: () => void
}

/** Collects a part's bytes, up to the limit, and passes them on as UTF-8. */
export function createRepairDecoder(declared: string | undefined, told: Told): Transform {
  const chunks: Buffer[] = []
  let length = 0
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      if (length <= TEXT_PART_BYTES) chunks.push(chunk)
      length += chunk.length
      done()
    },
    flush(done: TransformCallback) {
      if (length > TEXT_PART_BYTES) told.cut()
      const { text, isGuessed } = decodeText(beginningOf(Buffer.concat(chunks)), declared)
      if (isGuessed) told.guessed()
      this.push(Buffer.from(text))
      done()
    },
  })
}

// ---------------------------------------------------------------------------------------------------------------

/** Up to the limit, but never in the middle of a UTF-8 letter, which would look like another charset. */
function beginningOf(bytes: Buffer): Buffer {
  let end = Math.min(bytes.length, TEXT_PART_BYTES)
  while (end < bytes.length && end > TEXT_PART_BYTES - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}
