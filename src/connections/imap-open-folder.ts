// What can be done with a folder while it is open. imapflow answers many failures with `false`, `undefined` or an empty list;
// here each of those becomes an error, because "no answer" must never look like "no mail".
import { passing } from '../fault-points.js'

/** The part of an IMAP client that an open folder needs; imapflow's client has this shape (src/connections/imap.ts). */
export interface FolderCommands {
  readonly usable: boolean
  readonly mailbox: OpenedMailbox | false
  readonly capabilities: ReadonlyMap<string, unknown>
  search(query: SearchTerms, options: { uid: true }): Promise<number[] | false | undefined>
  fetch(range: string, query: FetchItems, options: { uid: true }): AsyncIterable<FetchedItem>
  messageMove(range: string, path: string, options: { uid: true }): Promise<CopyAnswer | false | undefined>
  messageCopy(range: string, path: string, options: { uid: true }): Promise<CopyAnswer | false | undefined>
  messageDelete(range: string, options: { uid: true }): Promise<boolean>
  messageFlagsAdd(range: string, flags: string[], options: { uid: true }): Promise<boolean>
}

interface OpenedMailbox {
  readonly path: string
  readonly uidValidity?: bigint
  /** The UID that the next mail will get. */
  readonly uidNext?: number | undefined
  /** The server opened it read-only, whatever was requested. */
  readonly readOnly?: boolean | undefined
  /** Flags that can be set permanently, `\\*` for any keyword; undefined when the server does not say, which means all. */
  readonly permanentFlags?: ReadonlySet<string> | false | undefined
}

export interface MailFacts {
  readonly sizeBytes: number
  /** Without angle brackets; undefined when the mail has none. */
  readonly messageId: string | undefined
}

export interface FetchedMail {
  readonly uid: number
  readonly bytes: Uint8Array
  readonly receivedAt: Date | undefined
}

/** What is certain after a move. A UID that is not in `moved` may be in the source, in the target, or gone: look. */
export interface MoveReport {
  /** Our UID -> the UID in the target. */
  readonly moved: ReadonlyMap<number, number>
  readonly targetUidValidity: string
  /** The code with which the server refused, e.g. `OVERQUOTA`; undefined if it did not refuse: the answer may still have been lost. */
  readonly refusal: string | undefined
}

/**
 * `move`: the server moves. `copy-expunge`: copied, and then exactly our UIDs are expunged.
 * `copy-mark`: the server cannot expunge single mails, so the original stays, marked with `movedKeyword`.
 */
export type MoveStrategy = 'move' | 'copy-expunge' | 'copy-mark'

/** Set on originals that a server without MOVE and UIDPLUS cannot remove, so that a person can select and delete them. */
export const movedKeyword = '$PostfordelerMoved'

export interface OpenFolder {
  readonly path: string
  readonly uidValidity: string
  /** The UID that the next mail will get; 0 when the server does not say. */
  readonly uidNext: number
  /** Why no mail can be moved away from here, for a person; undefined when no obstacle is known. */
  readonly obstacle: string | undefined
  /** Every UID of the folder, ascending, except originals that a move had to leave behind. */
  uids(): Promise<readonly number[]>
  /** Size and Message-ID of those that exist. */
  facts(uids: readonly number[]): Promise<ReadonlyMap<number, MailFacts>>
  /** The bytes of those that exist, ascending; complete only when the server has said OK. Changes no flag. */
  fetchRaw(uids: readonly number[]): Promise<readonly FetchedMail[]>
  /** UIDs whose Message-ID header contains this text. */
  searchMessageId(messageId: string): Promise<readonly number[]>
  searchSize(sizeBytes: number): Promise<readonly number[]>
  /** Moves what it can, in sets of UIDs. Never throws: what is not in the report is unknown. */
  move(uids: readonly number[], targetPath: string): Promise<MoveReport>
  /** Removes exactly these UIDs, for finishing a copy whose target has been checked. Refused without UIDPLUS. Throws when the connection breaks. */
  removeCopied(uids: readonly number[]): Promise<boolean>
  /** Marks originals that stay behind. */
  markMoved(uids: readonly number[]): Promise<boolean>
}

/** Exchange answers BAD to long command lines; 100 scattered UIDs of ten digits stay near 1 KB. */
const SET_SIZE = 100

export const moveWayOf = (capabilities: ReadonlyMap<string, unknown>): MoveStrategy => {
  if (capabilities.has('MOVE')) return 'move'
  return capabilities.has('UIDPLUS') ? 'copy-expunge' : 'copy-mark'
}

/**
 * Wraps the folder that the client has just opened. It is valid until the client's next task.
 * @param takeRefusal returns the code of the server's last refusal since the previous call.
 */
export function createOpenFolder(
  client: FolderCommands,
  takeRefusal: () => string | undefined = () => undefined,
): OpenFolder {
  if (!client.mailbox) throw new Error('no folder is open')
  const { path, uidValidity = 0n, uidNext = 0 } = client.mailbox
  const ask = { client, path }
  // What was copied but could not be removed counts as gone from here.
  const stays = moveWayOf(client.capabilities) === 'copy-mark' ? { unKeyword: movedKeyword } : {}
  return {
    path,
    uidValidity: String(uidValidity),
    uidNext,
    obstacle: obstacleIn(client.mailbox, moveWayOf(client.capabilities)),
    uids: () => search(ask, { all: true, ...stays }),
    facts: (uids) => facts(ask, uids),
    fetchRaw: (uids) => passing('imap-fetch', () => fetchRaw(ask, uids)),
    searchMessageId: (messageId) => search(ask, { header: { 'message-id': messageId }, ...stays }),
    searchSize: (sizeBytes) => search(ask, { larger: sizeBytes - 1, smaller: sizeBytes + 1, ...stays }),
    move: async (uids, targetPath) => {
      takeRefusal()
      const report = await move(ask, uids, targetPath)
      return { ...report, refusal: takeRefusal() }
    },
    removeCopied: (uids) => answered(ask, () => removeCopied(client, uids)),
    markMoved: (uids) =>
      passing('imap-mark', () =>
        answered(ask, () =>
          inSets(uids, (set) => client.messageFlagsAdd(set, [movedKeyword], { uid: true })),
        ),
      ),
  }
}

/** Writes UIDs as an IMAP set. @example uidSet([1, 2, 3, 7]) === '1:3,7' */
export function uidSet(uids: readonly number[]): string {
  const parts: string[] = []
  let from: number | undefined
  let last: number | undefined
  for (const uid of [...new Set(uids)].sort((left, right) => left - right)) {
    if (last !== undefined && uid === last + 1) {
      last = uid
      continue
    }
    if (from !== undefined) parts.push(from === last ? `${from}` : `${from}:${last}`)
    from = uid
    last = uid
  }
  if (from !== undefined) parts.push(from === last ? `${from}` : `${from}:${last}`)
  return parts.join(',')
}

/** Reads the Message-ID from a header block as servers return it: folded, in any case, with or without angle brackets. */
export function messageIdIn(header: string): string | undefined {
  const line = /^message-id:(.*)$/im.exec(header.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? ''
  const inner = /<([^<>]*)>/.exec(line)?.[1] ?? line
  return inner.trim() || undefined
}

// ---------------------------------------------------------------------------------------------------------------

interface Ask {
  readonly client: FolderCommands
  readonly path: string
}
interface SearchTerms {
  all?: boolean
  unKeyword?: string
  larger?: number
  smaller?: number
  header?: { [name: string]: string }
}
interface FetchItems {
  uid: true
  size?: boolean
  internalDate?: boolean
  source?: boolean
  headers?: string[]
}
interface FetchedItem {
  readonly uid: number
  readonly size?: number | undefined
  readonly internalDate?: Date | string | undefined
  readonly source?: Buffer | undefined
  readonly headers?: Buffer | undefined
}
interface CopyAnswer {
  readonly uidValidity?: bigint | undefined
  readonly uidMap?: Map<number, number> | undefined
}

/** Checked before anything is copied: a copy whose original can be neither removed nor marked would be a second mail. */
function obstacleIn({ readOnly, permanentFlags }: OpenedMailbox, strategy: MoveStrategy): string | undefined {
  if (readOnly) return 'the server lets this account only read the folder'
  const needed = strategy === 'copy-mark' ? ['\\*', movedKeyword] : ['\\Deleted']
  if (strategy === 'move' || !permanentFlags || needed.some((flag) => permanentFlags.has(flag)))
    return undefined
  return `the server lets this account not set ${needed.at(-1)} in the folder, so no original could be ${strategy === 'copy-mark' ? 'marked' : 'removed'}`
}

function isOpen({ client, path }: Ask): boolean {
  return client.usable && client.mailbox !== false && client.mailbox.path === path
}

/** imapflow returns `false` both for a refusal and for a broken connection. */
async function answered(ask: Ask, act: () => Promise<boolean>): Promise<boolean> {
  const isDone = await act()
  if (!isDone && !isOpen(ask)) throw new Error('the command was not answered')
  return isDone
}

async function search(ask: Ask, terms: SearchTerms): Promise<readonly number[]> {
  const uids = isOpen(ask) ? await ask.client.search(terms, { uid: true }) : false
  if (!uids) throw new Error('the search was not answered')
  return uids.sort((left, right) => left - right)
}

/** Collects a whole answer before the next command: a command inside a fetch loop deadlocks. */
async function fetchItems(ask: Ask, uids: readonly number[], items: FetchItems): Promise<FetchedItem[]> {
  const found: FetchedItem[] = []
  for (const set of sets(uids)) {
    for await (const item of ask.client.fetch(set, items, { uid: true })) found.push(item)
    if (!isOpen(ask)) throw new Error('the fetch was not answered in full')
  }
  const wanted = new Set(uids)
  return found.filter((item) => wanted.has(item.uid)).sort((left, right) => left.uid - right.uid)
}

async function facts(ask: Ask, uids: readonly number[]): Promise<ReadonlyMap<number, MailFacts>> {
  const items = await fetchItems(ask, uids, { uid: true, size: true, headers: ['message-id'] })
  // Another client's flag change arrives as an item too, with neither size nor header: it is not an answer to us.
  const answers = items.filter((item) => item.size !== undefined)
  return new Map(
    answers.map(({ uid, size, headers }) => [
      uid,
      { sizeBytes: size ?? 0, messageId: messageIdIn(headers?.toString('latin1') ?? '') },
    ]),
  )
}

async function fetchRaw(ask: Ask, uids: readonly number[]): Promise<readonly FetchedMail[]> {
  const items = await fetchItems(ask, uids, { uid: true, internalDate: true, source: true })
  return items.flatMap(({ uid, source, internalDate }) =>
    source === undefined ? [] : [{ uid, bytes: new Uint8Array(source), receivedAt: readDate(internalDate) }],
  )
}

async function move(
  { client, path }: Ask,
  uids: readonly number[],
  target: string,
): Promise<Omit<MoveReport, 'refusal'>> {
  const moved = new Map<number, number>()
  let targetUidValidity = '0'
  try {
    for (const set of sets(uids)) {
      if (!isOpen({ client, path })) break
      const answer = await moveSet(client, set, target)
      targetUidValidity = String(answer.uidValidity ?? targetUidValidity)
      for (const [from, to] of answer.uidMap ?? []) moved.set(from, to)
    }
  } catch {
    // The connection broke. What was moved before is certain, and the search for the rest will fail on the broken connection.
  }
  return { moved, targetUidValidity }
}

async function moveSet(client: FolderCommands, set: string, target: string): Promise<CopyAnswer> {
  const strategy = moveWayOf(client.capabilities)
  if (strategy === 'move')
    return (await passing('imap-move', () => client.messageMove(set, target, { uid: true }))) || {}
  const answer = (await passing('imap-copy', () => client.messageCopy(set, target, { uid: true }))) || {}
  if (strategy === 'copy-mark') return {} // without UIDPLUS no server says where a copy went: it has to be searched for
  const copied = [...(answer.uidMap?.keys() ?? [])]
  const isRemoved = copied.length > 0 && (await removeCopied(client, copied))
  return isRemoved ? answer : {}
}

async function removeCopied(client: FolderCommands, uids: readonly number[]): Promise<boolean> {
  // imapflow falls back to a plain EXPUNGE, which would destroy what other clients have marked as deleted.
  if (!client.capabilities.has('UIDPLUS')) return false
  return passing('imap-expunge', () => inSets(uids, (set) => client.messageDelete(set, { uid: true })))
}

async function inSets(uids: readonly number[], act: (set: string) => Promise<boolean>): Promise<boolean> {
  let isAllDone = true
  for (const set of sets(uids)) isAllDone = (await act(set)) && isAllDone
  return isAllDone
}

function sets(uids: readonly number[]): readonly string[] {
  const sorted = [...uids].sort((left, right) => left - right)
  const count = Math.ceil(sorted.length / SET_SIZE)
  return Array.from({ length: count }, (_, i) => uidSet(sorted.slice(i * SET_SIZE, (i + 1) * SET_SIZE)))
}

function readDate(value: Date | string | undefined): Date | undefined {
  const date = value === undefined ? undefined : new Date(value)
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}
