// A stream that waits for a whole text part and then decides on its charset.
import { Transform, type TransformCallback } from 'node:stream'
import { decodeText } from './charset.js'

/** Collects a part's bytes and gives them on as UTF-8. `onGuess` is told when the declared charset could not be used. */
export function createRepairDecoder(declared: string | undefined, onGuess: () => void): Transform {
  const chunks: Buffer[] = []
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      chunks.push(chunk)
      done()
    },
    flush(done: TransformCallback) {
      const { text, isGuessed } = decodeText(Buffer.concat(chunks), declared)
      if (isGuessed) onGuess()
      this.push(Buffer.from(text))
      done()
    },
  })
}
