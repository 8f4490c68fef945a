// A real Dovecot on free ports in a temporary folder. Any user name exists, with one password and an empty mailbox.
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  answers,
  freePort,
  serverBinary,
  serverUser,
  startServer,
  temporaryFolder,
} from './server-process.js'

export interface DovecotAddress {
  readonly host: string
  /** Without TLS. */
  readonly port: number
  /** TLS from the first byte, with a certificate that only `caFile` vouches for. */
  readonly tlsPort: number
  readonly caFile: string
  /** Of every user. */
  readonly password: string
  readonly logFile: string
  /** Holds `<user>/Maildir`. */
  readonly mailDir: string
}

export interface DovecotOptions {
  /** e.g. `INBOX.` with separator `.`, as Courier and cPanel have it. */
  readonly prefix?: string
  readonly separator?: string
  /** Capabilities that the server does not announce and so a client may not use, e.g. `MOVE`. */
  readonly without?: readonly string[]
  /** With rights on folders (SETACL), and folders below `Fuld/` that are full after one mail. */
  readonly hasLimits?: boolean
}

const password = 'hemmelig"og\\æøå'

export async function startDovecot(
  options: DovecotOptions = {},
): Promise<DovecotAddress & { stop: () => Promise<void> }> {
  const command = serverBinary('dovecot')
  requireVersion(command)
  const user = serverUser('dovecot')
  const dir = await temporaryFolder('dovecot', user)
  const [port, tlsPort] = [await freePort(), await freePort()]
  const configFile = join(dir, 'dovecot.conf')
  makeCertificate(dir)
  await writeFile(join(dir, 'users'), '')
  await writeFile(configFile, configText({ dir, port, tlsPort, user, ...options }))
  const server = await startServer({
    command,
    dir,
    args: ['-F', '-c', configFile],
    isReady: () => answers(port, /^\* OK/),
  })
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    caFile: join(dir, 'certificate.pem'),
    password,
    logFile: join(dir, 'dovecot.log'),
    mailDir: join(dir, 'mail'),
    stop: server.stop,
  }
}

/** How often the server has refused a login of this user. */
export async function refusedLogins(logFile: string, user: string): Promise<number> {
  const lines = (await readFile(logFile, 'utf8')).split('\n')
  return lines.filter((line) => line.includes(`static(${user},`) && /mismatch/i.test(line)).length
}

// ---------------------------------------------------------------------------------------------------------------

/** Dovecot 2.4 reads another configuration language; without this it would fail with its words, not ours. */
function requireVersion(command: string): void {
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim()
  if (version.startsWith('2.3.')) return
  throw new Error(`The live tests configure Dovecot 2.3, as in Debian 12, but ${command} is ${version}.`)
}

function makeCertificate(dir: string): void {
  const request = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  const files = ['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'certificate.pem')]
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync(serverBinary('openssl'), ['req', ...request.split(' '), ...files, ...names], { stdio: 'pipe' })
}

/** What Dovecot 2.3 announces after login when nothing is hidden. */
const capabilities =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SPECIAL-USE'

function configText(
  options: DovecotOptions & {
    readonly dir: string
    readonly port: number
    readonly tlsPort: number
    readonly user: { readonly name: string; readonly group: string }
  },
): string {
  const { name: user, group } = options.user
  const { dir, port, tlsPort, prefix = '', separator = '/', without = [], hasLimits = false } = options
  const announced = capabilities.split(' ').filter((name) => !without.includes(name))
  const hidden = without.length > 0 ? `protocol imap {\n  imap_capability = ${announced.join(' ')}\n}` : ''
  return `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${dir}/certificate.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
auth_verbose = yes
auth_failure_delay = 0
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user === 'dovecot' ? 'dovenull' : user}
first_valid_uid = 0
mail_uid = ${user}
mail_gid = ${group}
mail_location = maildir:${dir}/mail/%u/Maildir
mail_fsync = never
mail_max_userip_connections = 100
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${dir}/mail/%u
}
namespace inbox {
  inbox = yes
  prefix = ${prefix}
  separator = ${separator}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
  # Without this a refused login makes every later login from the same address wait.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${hidden}
${hasLimits ? limitsText(dir) : ''}
`
}

const limitsText = (dir: string): string => `
mail_plugins = acl quota
protocol imap {
  mail_plugins = acl quota imap_acl
}
plugin {
  acl = vfile
  quota = count:Fuld:ns=Fuld/
  quota_rule = *:messages=1
  quota_vsizes = yes
}
namespace fuld {
  prefix = Fuld/
  separator = /
  location = maildir:${dir}/mail/%u/Fuld
}
`
