// Ground for starting real servers in tests and benches: free ports, temporary folders, waiting until one answers, ending it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The programs that the live tests start, and the Debian packages that bring them. */
const programs = {
  dovecot: 'dovecot-imapd',
  cyrmaster: 'cyrus-common',
  'redis-server': 'redis-server',
  initdb: 'postgresql',
  openssl: 'openssl',
  chromium: 'chromium',
  script: 'bsdutils',
} as const

interface ServerUser {
  readonly name: string
  readonly group: string
  readonly uid: number
  readonly gid: number
}

const isRoot = process.getuid?.() === 0
const places = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin', '/usr/local/sbin')
const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Path of a server's program, also outside the PATH, where Debian keeps servers. */
export function serverBinary(name: string): string {
  const found = findBinary(name)
  if (found) return found
  const line = `apt-get update && apt-get install -y ${Object.values(programs).join(' ')}`
  throw new Error(`"${name}" is not installed. The live tests need real servers; as root run: ${line}`)
}

/** Debian packages whose programs are not on this machine. */
export const missingPackages = (): readonly string[] =>
  Object.entries(programs)
    .filter(([program]) => findBinary(program) === undefined)
    .map(([, name]) => name)

/** The account that a server runs under: its own when we are root, else ours. */
export function serverUser(name: string): ServerUser {
  const ask = (flag: string) => idOf(flag, isRoot ? name : undefined)
  return { name: ask('-un'), group: ask('-gn'), uid: Number(ask('-u')), gid: Number(ask('-g')) }
}

/** A temporary folder that the server's account owns and others may pass through. */
export async function temporaryFolder(name: string, owner?: ServerUser): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `postfordeler-${name}-`))
  await chmod(dir, 0o755)
  if (owner && isRoot) await chown(dir, owner.uid, owner.gid)
  return dir
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })

/**
 * Starts a server and waits until it answers; when it does not, the error holds what it wrote.
 * Its folder goes with it, whether it is stopped or never started.
 */
export async function startServer(options: {
  readonly command: string
  readonly args: readonly string[]
  readonly dir: string
  readonly user?: ServerUser
  readonly isReady: () => Promise<boolean>
}): Promise<{ readonly stop: () => Promise<void> }> {
  const identity = options.user && isRoot ? { uid: options.user.uid, gid: options.user.gid } : {}
  const child = spawn(options.command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    ...identity,
  })
  running.add(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const stop = async () => {
    await endProcess(child)
    await rm(options.dir, { recursive: true, force: true, maxRetries: 3 })
  }
  const deadline = Date.now() + 20_000
  while (!(await options.isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`${options.command} did not start:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { stop }
}

/** Whether the port answers with this text, after it was sent a line (or by itself). */
export const answers = (port: number, expected: RegExp, line = ''): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(line))
    const end = (isReady: boolean) => {
      socket.destroy()
      resolve(isReady)
    }
    socket.setTimeout(2000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('data', (data) => end(expected.test(data.toString('latin1'))))
  })

// ---------------------------------------------------------------------------------------------------------------

const findBinary = (name: string): string | undefined =>
  [...places, ...postgresPlaces()].map((place) => join(place, name)).find((path) => existsSync(path))

/** Folders of PostgreSQL's server programs, newest version first; Debian keeps them out of the PATH. */
function postgresPlaces(): readonly string[] {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root) : []
  return versions
    .sort((left, right) => Number(right) - Number(left))
    .map((version) => join(root, version, 'bin'))
}

const idOf = (flag: string, user?: string): string =>
  execFileSync('id', user === undefined ? [flag] : [flag, user], { encoding: 'utf8' }).trim()

async function endProcess(child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(timer)
}
