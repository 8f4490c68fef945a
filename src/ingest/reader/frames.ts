// How a mail is sent to the process that reads it: through its standard input, a head as JSON and then the raw bytes. Node's own channel
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

/** Copies what has arrived to `into` from `at` on, at least one byte. @returns how many; 0 when the stream has ended */
type Fill = (into: Buffer, at: number) => Promise<number>

/** Frames in the order in which they were written, until the stream ends; one that is cut off is dropped. */
export async function* readFrames<Head>(fill: Fill): AsyncGenerator<Frame<Head>> {
  for (;;) {
    const lengths = await take(LENGTHS_BYTES, fill)
    const json = lengths && (await take(lengths.readUInt32LE(0), fill))
    const bytes = lengths && (await take(lengths.readUInt32LE(4), fill))
    if (!json || !bytes) return
    yield { head: JSON.parse(json.toString()), bytes }
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Reads this many bytes, each copied straight to its final place: collecting the chunks of a stream would double the memory. */
async function take(length: number, fill: Fill): Promise<Buffer | undefined> {
  const taken = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const came = await fill(taken, at)
    if (came === 0) return undefined
    at += came
  }
  return taken
}
