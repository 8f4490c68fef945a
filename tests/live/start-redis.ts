// A real Redis on a free port with the settings that BullMQ needs: append-only file, nothing evicted.
import { answers, freePort, serverBinary, startServer, temporaryFolder } from './server-process.js'

export async function startRedis(
  more: readonly string[] = [],
): Promise<{ readonly url: string; readonly port: number; readonly dir: string; stop: () => Promise<void> }> {
  const command = serverBinary('redis-server')
  const dir = await temporaryFolder('redis')
  const port = await freePort()
  const settings = `--port ${port} --bind 127.0.0.1 --appendonly yes --maxmemory-policy noeviction --dir ${dir}`
  const server = await startServer({
    command,
    dir,
    args: [...settings.split(' '), '--save', '', ...more],
    isReady: () => answers(port, /^\+PONG/, 'PING\r\n'),
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir,
    stop: server.stop,
  }
}
