// The process that reads mail for the service: it can be killed, and loses nothing but the mail it was reading. It has no connection,
// no password and no file open; it gets a mail's bytes and returns what they say. Started by reader.ts.
import { read } from 'node:fs'
import { promisify } from 'node:util'
import { parseMail, readHtml } from '../parse.js'
import type { Reading, Request } from '../reader.js'
import { READY, type Reply } from './child-life.js'
import { type Frame, readFrames } from './frames.js'

// Ctrl-C and a stopping service reach every process of the group; the service still needs what is in hand. It ends this process by
// closing its input.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
const STDIN = 0
const readInto = promisify(read)
tell(READY)
// One after another: the parent must know which mail is being read when it stops this process.
for await (const request of readFrames<Request>(fromStdin)) tell(await replyTo(request))
process.exit()

// ---------------------------------------------------------------------------------------------------------------

async function fromStdin(into: Buffer, at: number): Promise<number> {
  const { bytesRead } = await readInto(STDIN, into, at, into.length - at, null)
  return bytesRead
}

async function replyTo({ head, bytes }: Frame<Request>): Promise<Reply<Reading>> {
  const { what, mail, options } = head
  try {
    if (what === 'html') return { answer: { html: await readHtml(bytes, options) } }
    return { answer: { mail: await parseMail({ ...mail, bytes }, options) } }
  } catch (error) {
    // An error's message may contain text of the mail.
    return { error: error instanceof Error ? error.name : 'unknown fault' }
  }
}

function tell(message: typeof READY | Reply<Reading>): void {
  process.send?.(message)
}
