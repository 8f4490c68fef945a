// How a mail goes to the process that reads it: through its standard input, a head as JSON and the bytes as they are. Node's own channel
// between processes would copy a mail of 50 MB four times.
import type { Writable } from 'node:stream'

export interface Frame<Head> {
  readonly head: Head
  readonly bytes: Uint8Array
}

/** Lengths of the head and of the bytes, 32 bits each. */
const LENGTHS_BYTES = 8

export function writeFrame<Head>(to: Writable, { head, bytes }: Frame<Head>): void {
  const json = Buffer.from(JSON.stringify(head))
  const lengths = Buffer.alloc(LENGTHS_BYTES)
  lengths.writeUInt32LE(json.length, 0)
  lengths.writeUInt32LE(bytes.length, 4)
  to.cork()
  to.write(Buffer.concat([lengths, json]))
  to.write(bytes)
  to.uncork()
}

/** Frames in the order in which they were written, until the stream ends; one that is cut off is dropped. */
export async function* readFrames<Head>(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame<Head>> {
  const take = taking(chunks)
  for (;;) {
    const lengths = await take(LENGTHS_BYTES)
    const json = lengths && (await take(lengths.readUInt32LE(0)))
    const bytes = lengths && (await take(lengths.readUInt32LE(4)))
    if (!json || !bytes) return
    yield { head: JSON.parse(json.toString()), bytes }
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** @returns a function that takes so many bytes; undefined when the stream ends before. */
function taking(chunks: AsyncIterable<Buffer>): (length: number) => Promise<Buffer | undefined> {
  const iterator = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return async (length) => {
    const taken = Buffer.allocUnsafe(length)
    for (let at = 0; at < length; ) {
      if (rest.length === 0) {
        const { value, done } = await iterator.next()
        if (done) return undefined
        rest = value
      }
      const copied = rest.copy(taken, at)
      at += copied
      rest = rest.subarray(copied)
    }
    return taken
  }
}
