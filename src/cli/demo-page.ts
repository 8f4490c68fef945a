// The demo's last step: the page on a free port of this machine, with an account that may see everything and a link that logs in once.
import { randomBytes } from 'node:crypto'
import { createLog } from '../log.js'
import { personRoles } from '../roles.js'
import { oneTimePath } from '../web/login/one-time.js'
import { hashPassword } from '../web/passwords.js'
import type { Services } from '../wiring.js'
import type { CommandIo } from './command.js'
import { serveHttp } from './serve-http.js'

const name = 'demo'

/** Serves until the process is asked to end. */
export async function serveDemo(io: CommandIo, services: Services): Promise<void> {
  const password = randomBytes(9).toString('base64url')
  const token = randomBytes(18).toString('base64url')
  const account = { name, displayName: 'Demo', roles: personRoles, departments: undefined }
  const { accounts } = await services.ledger()
  await accounts.add({ ...account, passwordHash: await hashPassword(password) }, io.user)
  const page = await serveHttp({
    services,
    log: createLog(io.note, 'error'),
    env: io.env,
    hasPage: true,
    host: '127.0.0.1',
    port: 0,
    oneTimeLogin: { token, name },
  })
  const origin = `http://127.0.0.1:${page.port}`
  for (const line of [
    '',
    "The caseworkers' page is open:",
    `  ${origin}${oneTimePath(token)}`,
    'The link logs in once, from this machine. After that:',
    `  ${origin}  user ${name}, password ${password}`,
    'Ctrl-C ends it.',
  ])
    io.note(line)
  await new Promise<void>((stopped) => io.onStop(stopped))
  await page.close()
}
