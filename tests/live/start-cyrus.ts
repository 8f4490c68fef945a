// A real Cyrus on a free port in a temporary folder. Any user name exists, with one password and an empty mailbox.
//
// Debian lets nobody install cyrus-imapd beside dovecot-imapd. All that it needs is in cyrus-common, which lies beside anything; the
// one program that is missing then is taken out of its package without installing it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { sendImapCommand } from './imap-command.js'
import {
  answers,
  freePort,
  serverBinary,
  serverUser,
  startServer,
  temporaryFolder,
} from './server-process.js'

export interface CyrusAddress {
  readonly host: string
  /** Without TLS. */
  readonly port: number
  /** Of every user. */
  readonly password: string
}

export interface CyrusOptions {
  /** `INBOX.`: the prefix and separator that Cyrus had up to version 2; `/`: those it has since version 3. */
  readonly namespace?: 'INBOX.' | '/'
}

const password = 'hemmelig"og\\æøå'

export async function startCyrus({
  namespace = '/',
}: CyrusOptions = {}): Promise<CyrusAddress & { stop: () => Promise<void> }> {
  const command = serverBinary('cyrmaster')
  const imapd = await imapdProgram()
  const user = serverUser('cyrus')
  const dir = await temporaryFolder('cyrus', user)
  const port = await freePort()
  const [servicesFile, configFile] = [join(dir, 'cyrus.conf'), join(dir, 'imapd.conf')]
  await writeFile(servicesFile, servicesText({ imapd, configFile, port }))
  await writeFile(configFile, configText({ dir, user: user.name, namespace }))
  const logins = await answerLogins(join(dir, 'mux'))
  const server = await startServer({
    command,
    dir,
    user,
    args: ['-D', '-C', configFile, '-M', servicesFile, '-p', join(dir, 'master.pid')],
    isReady: () => answers(port, /^\* OK/),
  }).catch(async (error: unknown) => {
    await logins.close()
    throw error
  })
  return {
    host: '127.0.0.1',
    port,
    password,
    stop: async () => {
      await server.stop()
      await logins.close()
    },
  }
}

/** Gives a folder and those below it room for so many mails. @param path as the administrator sees it. */
export const limitFolder = (server: CyrusAddress, path: string, mails: number): Promise<void> =>
  sendImapCommand(server, 'admin', `SETQUOTA "${path}" (MESSAGE ${mails})`)

// ---------------------------------------------------------------------------------------------------------------

/** Where Debian has it when cyrus-imapd is installed; else from its package, kept for the next run. */
async function imapdProgram(): Promise<string> {
  const installed = '/usr/lib/cyrus/bin/imapd'
  const cache = join(homedir(), '.cache', 'postfordeler')
  const kept = join(cache, 'cyrus-imapd')
  const program = join(kept, installed)
  if (existsSync(installed)) return installed
  if (!existsSync(program)) await unpack(cache, kept)
  return readableByAll(program)
}

async function unpack(cache: string, kept: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const dir = await mkdtemp(join(cache, 'unpack-'))
  try {
    execFileSync('apt-get', ['download', 'cyrus-imapd'], { cwd: dir, stdio: 'pipe' })
    execFileSync('sh', ['-c', 'dpkg -x cyrus-imapd_*.deb tree'], { cwd: dir, stdio: 'pipe' })
    await rename(join(dir, 'tree'), kept)
  } catch (cause) {
    throw new Error('The package cyrus-imapd could not be fetched; as root run: apt-get update', { cause })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Cyrus runs under its own account, which may not look into ours: it gets a copy. */
async function readableByAll(program: string): Promise<string> {
  const dir = await temporaryFolder('cyrus-program')
  const copy = join(dir, 'imapd')
  execFileSync('cp', [program, copy])
  await chmod(copy, 0o755)
  process.once('exit', () => execFileSync('rm', ['-rf', dir]))
  return copy
}

/** Cyrus asks saslauthd about logins: login, password, service, realm, each with its length before it. */
async function answerLogins(path: string): Promise<{ close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const listener = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    let asked = Buffer.alloc(0)
    socket.on('data', (data) => {
      asked = Buffer.concat([asked, data])
      const [, given] = countedParts(asked)
      if (given === undefined) return
      const answer = Buffer.from(given.equals(Buffer.from(password)) ? '\0\x02OK' : '\0\x02NO', 'latin1')
      socket.end(answer)
    })
  })
  await new Promise<void>((resolve) => listener.listen(path, resolve))
  await chmod(path, 0o777)
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

function countedParts(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at + 2 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at)
    if (at + 2 + length > bytes.length) break
    parts.push(bytes.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  return parts
}

const servicesText = (options: {
  readonly imapd: string
  readonly configFile: string
  readonly port: number
}): string => `
START {
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -C ${options.configFile} -r"
}
SERVICES {
  imap cmd="${options.imapd} -C ${options.configFile}" listen="127.0.0.1:${options.port}" proto="tcp4" prefork=1
}
EVENTS {
}
`

const configText = (options: {
  readonly dir: string
  readonly user: string
  readonly namespace: NonNullable<CyrusOptions['namespace']>
}): string => `
configdirectory: ${options.dir}/conf
defaultpartition: default
partition-default: ${options.dir}/spool
cyrus_user: ${options.user}
servername: localhost
admins: admin
altnamespace: ${options.namespace === '/' ? 'yes' : 'no'}
unixhierarchysep: ${options.namespace === '/' ? 'yes' : 'no'}
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${options.dir}/mux
autocreate_quota: 0
autocreate_post: yes
`
