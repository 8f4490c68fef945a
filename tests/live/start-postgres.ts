// A real PostgreSQL on a free port in a temporary folder, under an account of its own because it refuses to run as root.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { freePort, serverBinary, serverUser, startServer, temporaryFolder } from './server-process.js'

export async function startPostgres(): Promise<{ readonly url: string; stop: () => Promise<void> }> {
  const command = serverBinary('postgres')
  const user = serverUser('postgres')
  const dir = await temporaryFolder('postgres', user)
  const data = join(dir, 'data')
  const port = await freePort()
  const identity = process.getuid?.() === 0 ? { uid: user.uid, gid: user.gid } : {}
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
  execFileSync(serverBinary('initdb'), init, { stdio: 'pipe', cwd: '/', ...identity })
  const settings = `-D ${data} -p ${port} -k ${dir} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`
  const server = await startServer({
    command,
    dir,
    args: settings.split(' '),
    user,
    isReady: async () => isReady(serverBinary('pg_isready'), port),
  })
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: server.stop,
  }
}

// ---------------------------------------------------------------------------------------------------------------

function isReady(command: string, port: number): boolean {
  try {
    execFileSync(command, ['-h', '127.0.0.1', '-p', String(port), '-q'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
