// The door against a server that says what is written here: the answers that a real Dovecot never gives.
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createImapConnection } from '../../../src/connections/imap.js'

type Answer = (command: string) => string | undefined

interface ScriptedServer {
  readonly port: number
  /** Commands as they came, without their tags. */
  readonly heard: string[]
  stop(): void
}

const plainAnswer = (command: string): string =>
  command === 'NAMESPACE' ? '* NAMESPACE (("" "/")) NIL NIL\r\nTAG OK done\r\n' : 'TAG OK done\r\n'

/** Answers OK to everything that the script leaves open. */
async function startScripted(script: Answer): Promise<ScriptedServer> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write('* OK [CAPABILITY IMAP4rev1 NAMESPACE MOVE UIDPLUS] ready\r\n')
    let text = ''
    socket.on('data', (data) => {
      const lines = (text + data).split('\r\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        const [tag = '', command = ''] = line.split(/ (.*)/s)
        heard.push(command)
        socket.write((script(command) ?? plainAnswer(command)).replaceAll('TAG', tag))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

let server: ScriptedServer
afterEach(() => server.stop())

const count = (verb: string) => server.heard.filter((command) => command.startsWith(verb)).length
const open = (now = () => 0) =>
  createImapConnection(
    { host: '127.0.0.1', port: server.port, tls: false, user: 'anna' },
    { password: 'x' },
    { now },
  )

describe('a server that asks for a pause', () => {
  const throttled: Answer = (command) =>
    command.startsWith('LIST')
      ? 'TAG BAD Request is throttled. Suggested Backoff Time: 60 milliseconds\r\n'
      : undefined

  it('is left alone until the pause is over', async () => {
    server = await startScripted(throttled)
    let nowMs = 0
    const imap = open(() => nowMs)
    const answers = [imap.folders(), imap.folders(), imap.moveStrategy()]
    for (const answer of answers) {
      await expect(answer).rejects.toMatchObject({ code: 'IMAP_THROTTLED', retryAfterMs: 60 })
    }
    expect(count('LIST')).toBe(1)
    nowMs = 61
    await expect(imap.folders()).rejects.toMatchObject({ code: 'IMAP_THROTTLED' })
    expect(count('LIST')).toBe(2)
    await imap.close()
  })
})

describe('a folder that the server will not search', () => {
  it('is an error, not an empty folder', async () => {
    server = await startScripted((command) => {
      if (command.startsWith('LIST')) return '* LIST () "/" INBOX\r\nTAG OK done\r\n'
      if (command.startsWith('EXAMINE'))
        return '* 3 EXISTS\r\n* OK [UIDVALIDITY 9] ok\r\nTAG OK [READ-ONLY] done\r\n'
      return command.includes('SEARCH') ? 'TAG NO [SERVERBUG] try later\r\n' : undefined
    })
    const imap = open()
    await expect(imap.inFolder('INBOX', 'read', (folder) => folder.uids())).rejects.toMatchObject({
      code: 'IMAP_UNREACHABLE',
      message: expect.stringContaining('the search was not answered'),
    })
    await imap.close()
  })
})

describe('a task with a fault of our own', () => {
  it('fails with that fault, not with one of the server', async () => {
    server = await startScripted((command) =>
      command.startsWith('LIST') ? '* LIST () "/" INBOX\r\nTAG OK done\r\n' : undefined,
    )
    const imap = open()
    const fault = new TypeError('x is not a function')
    await expect(imap.inFolder('INBOX', 'read', () => Promise.reject(fault))).rejects.toBe(fault)
    await imap.close()
  })
})
