// One IMAP command as it is written, over a connection of its own: for what imapflow offers no method for, and for accounts without
// folders of their own (NAMESPACE NIL), which bring it down.
import { connect } from 'node:net'
import type { MailServer } from './dovecot.js'

/** Rejects with the server's answer unless that is OK. @param command without tag and line end; ASCII. */
export function sendImapCommand(server: MailServer, user: string, command: string): Promise<void> {
  const login = Buffer.from(`\0${user}\0${server.password}`).toString('base64')
  const steps = [
    { after: /^\* OK/m, send: '1 AUTHENTICATE PLAIN\r\n' },
    { after: /^\+/m, send: `${login}\r\n` },
    { after: /^1 OK/m, send: `2 ${command}\r\n3 LOGOUT\r\n` },
  ]
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, server.host)
    let answer = ''
    socket.setTimeout(20_000, () => socket.destroy(new Error(`no answer to ${command}`)))
    socket.once('error', reject)
    socket.on('data', (data) => {
      answer += data.toString('latin1')
      while (steps[0]?.after.test(answer)) socket.write(steps.shift()?.send ?? '')
    })
    socket.once('close', () => (/^2 OK/m.test(answer) ? resolve() : reject(new Error(answer))))
  })
}
