// The door to an IMAP mailbox; the only file that knows imapflow. One connection, made when first needed and again after it broke;
// one task at a time, each with its folder freshly opened, because two tasks on one connection would share an open folder.
import { readFile } from 'node:fs/promises'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { ImapAccount } from '../config/mailbox-schema.js'
import {
  imapCaUnreadable,
  imapClosed,
  imapLoginRefused,
  imapThrottled,
  isWorthRetrying,
  ThrottledError,
} from './errors.js'
import { type ImapFolder, toImapFolder } from './imap-folders.js'
import { createOpenFolder, type MoveStrategy, moveWayOf, type OpenFolder } from './imap-open-folder.js'
import { toTriageError } from './imap-trouble.js'

/** What `check` reports about a mailbox. */
export interface ImapReport {
  readonly capabilities: readonly string[]
  readonly moveStrategy: MoveStrategy
  readonly folders: readonly ImapFolder[]
}

/** While all three stay the same, nothing has entered or left the folder. */
export interface FolderStatus {
  readonly uidValidity: string
  /** The UID that the next mail will get. */
  readonly uidNext: number
  readonly mails: number
}

export interface ImapConnection {
  /** Every folder of the mailbox, in the server's order. */
  folders(): Promise<readonly ImapFolder[]>
  /** What a folder contains, without opening it: cheap enough for every poll. */
  status(path: string): Promise<FolderStatus>
  /**
   * Opens a folder by the server's exact path and carries out one task in it, alone on this connection.
   * `read` opens it so that nothing can change, not even \Seen or \Recent.
   * @throws a TriageError if the server refuses or the connection breaks; a TriageError of the task's own is passed on.
   */
  inFolder<T>(path: string, access: 'read' | 'write', task: (folder: OpenFolder) => Promise<T>): Promise<T>
  /** How this server moves mail. */
  moveStrategy(): Promise<MoveStrategy>
  check(): Promise<ImapReport>
  /** Logs out after the current task. Every later call fails with IMAP_CLOSED. */
  close(): Promise<void>
}

/** How long a server may be silent before it is given up. */
export interface ImapPatience {
  /** A connection that is silent for this long is dead; the FETCH of a large mail keeps it active. Between the 60 and 90 s after which NAT boxes drop it. */
  readonly silenceMs: number
  /** For the connection to be established, and again for the greeting. */
  readonly connectMs: number
}

const usualPatience: ImapPatience = { silenceMs: 75_000, connectMs: 20_000 }
/** A refused login is not tried again before this: polling every minute with a wrong password locks the account. */
const REFUSED_LOGIN_PAUSE_MS = 15 * 60_000

/**
 * Creates the door to one account; nothing is connected yet.
 * @throws nothing here; the first task reports what is wrong with the account.
 */
export function createImapConnection(
  account: ImapAccount,
  secrets: { readonly password: string },
  {
    now = Date.now,
    patience = usualPatience,
  }: { readonly now?: () => number; readonly patience?: ImapPatience } = {},
): ImapConnection {
  const where = `${account.host}:${account.port}`
  const alone = createQueue()
  const refusals = createRefusalNote()
  let client: ImapFlow | undefined
  let pause: { readonly until: number; readonly error: Error } | undefined
  let isClosed = false

  async function connected(): Promise<ImapFlow> {
    if (client?.usable) return client
    client = undefined
    client = await connect(account, secrets.password, { where, patience, logger: refusals.logger })
    return client
  }

  function noteTrouble(error: unknown): Error {
    if (error instanceof TypeError || error instanceof RangeError) return error // our own bug, not the server's
    const trouble = toTriageError(error, where)
    const pauseMs = pauseAfter(trouble)
    if (pauseMs > 0) pause = { until: now() + pauseMs, error: trouble }
    return trouble
  }

  function task<T>(act: (client: ImapFlow) => Promise<T>): Promise<T> {
    return alone(async () => {
      if (isClosed) throw imapClosed(where)
      if (pause && now() < pause.until) throw renewed(pause, where, now())
      try {
        return await act(await connected())
      } catch (error) {
        throw noteTrouble(error)
      }
    })
  }

  return {
    folders: () => task(listFolders),
    status: (path) => task((open) => statusOf(open, path)),
    inFolder: (path, access, act) =>
      task(async (open) => {
        await open.mailboxOpen(path, { readOnly: access === 'read' })
        return act(createOpenFolder(open, refusals.take))
      }),
    moveStrategy: () => task(async (open) => moveWayOf(open.capabilities)),
    check: () =>
      task(async (open) => ({
        capabilities: [...open.capabilities.keys()].sort(),
        moveStrategy: moveWayOf(open.capabilities),
        folders: await listFolders(open),
      })),
    close: () =>
      alone(async () => {
        isClosed = true
        const last = client
        client = undefined
        if (last?.usable) await last.logout().catch(() => last.close())
      }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function connect(
  account: ImapAccount,
  password: string,
  {
    where,
    patience,
    logger,
  }: { readonly where: string; readonly patience: ImapPatience; readonly logger: ImapFlowOptions['logger'] },
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.tls,
    doSTARTTLS: false, // TLS from the first byte or, on the same machine, none: never something a third party can downgrade
    auth: { user: account.user, pass: password },
    tls: account.tlsCaFile === undefined ? {} : { ca: await readCa(account.tlsCaFile) },
    clientInfo: { name: 'postfordeler' },
    logger,
    disableAutoIdle: true,
    disableIMAP4rev2: true, // what is measured (docs/decisions) is IMAP4rev1
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.silenceMs,
  })
  client.on('error', () => client.close()) // before connect(): an error that nobody listens for ends the process
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw toTriageError(error, where)
  }
}

/**
 * imapflow returns `false` when a server refuses, and writes the server's code only to its log. This log keeps that one word;
 * everything else that is logged, including addresses, is dropped.
 */
function createRefusalNote() {
  let refusal: string | undefined
  const nothing = () => undefined
  const warn = ({ err }: { readonly err?: { responseStatus?: string; serverResponseCode?: string } }) => {
    if (err?.responseStatus === 'NO' || err?.responseStatus === 'BAD')
      refusal = err.serverResponseCode ?? err.responseStatus
  }
  return {
    logger: { trace: nothing, debug: nothing, info: nothing, warn, error: nothing, fatal: nothing },
    /** The last refusal since the previous call. */
    take: (): string | undefined => {
      const taken = refusal
      refusal = undefined
      return taken
    },
  }
}

async function readCa(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw imapCaUnreadable(file, error)
  }
}

async function listFolders(client: ImapFlow): Promise<readonly ImapFolder[]> {
  const listed = await client.list()
  const prefix = client.namespace?.prefix ?? ''
  return listed.map(({ path, delimiter, flags }) =>
    toImapFolder({ path, delimiter: delimiter ?? '', canHoldMail: !flags.has('\\Noselect') }, prefix),
  )
}

async function statusOf(client: ImapFlow, path: string): Promise<FolderStatus> {
  // For the open folder a server may return its state at the time it was opened (RFC 3501, 6.3.10 advises against STATUS on it).
  if (client.mailbox && client.mailbox.path === path) {
    const { uidValidity, uidNext, exists } = await client.mailboxOpen(path, { readOnly: true })
    return { uidValidity: String(uidValidity), uidNext, mails: exists }
  }
  const status = await client.status(path, { messages: true, uidNext: true, uidValidity: true })
  if (!status || status.uidNext === undefined || status.messages === undefined)
    throw new Error('the status was not answered')
  return {
    uidValidity: String(status.uidValidity ?? 0n),
    uidNext: status.uidNext,
    mails: status.messages,
  }
}

/** Lets one task in at a time, in the order they came. */
function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = result.catch(() => undefined)
    return result
  }
}

function pauseAfter(trouble: Error): number {
  if (trouble instanceof ThrottledError) return trouble.retryAfterMs
  return 'code' in trouble && trouble.code === 'IMAP_LOGIN_REFUSED' ? REFUSED_LOGIN_PAUSE_MS : 0
}

/** The error for every call while no request may be sent to the server. */
function renewed(pause: { readonly until: number; readonly error: Error }, where: string, at: number): Error {
  if (isWorthRetrying(pause.error)) return imapThrottled(where, pause.until - at, pause.error)
  return imapLoginRefused(where, pause.error)
}
