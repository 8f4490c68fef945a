// Reads a password: at a terminal without showing it, else the next line of stdin.
import type { ReadStream } from 'node:tty'

/** Asks again and again from one stdin. Of input that is no terminal one line answers every question, as nobody mistypes there. */
export function createSecretReader(
  stdin: ReadStream,
  ask: (question: string) => void,
): (question: string) => Promise<string> {
  let line: Promise<string> | undefined
  return (question) => {
    if (stdin.isTTY) return typed(stdin, question, ask)
    line ??= firstLine(stdin)
    return line
  }
}

/** Everything up to the first line end; the rest is let be. */
export async function firstLine(stdin: AsyncIterable<Uint8Array | string>): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    if (text.includes('\n')) break
  }
  return text.split(/\r?\n/, 1)[0] ?? ''
}

// ---------------------------------------------------------------------------------------------------------------

/** What a terminal sends in raw mode for Enter and Ctrl-D, for Ctrl-C, and for the key that erases. */
const keys = { enter: ['\r', '\n', '\u0004'], interrupt: '\u0003', erase: ['\u007f', '\b'] }

function typed(stdin: ReadStream, question: string, ask: (question: string) => void): Promise<string> {
  ask(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((done) => {
    let text = ''
    const finish = () => {
      stdin.off('data', read)
      stdin.setRawMode(false)
      stdin.pause()
      ask('\n')
      done(text)
    }
    const read = (data: Buffer | string) => {
      for (const key of String(data)) {
        if (key === keys.interrupt) {
          stdin.setRawMode(false)
          process.kill(process.pid, 'SIGINT')
          return
        }
        if (keys.enter.includes(key)) return finish()
        text = keys.erase.includes(key) ? [...text].slice(0, -1).join('') : text + key
      }
    }
    stdin.on('data', read)
  })
}
