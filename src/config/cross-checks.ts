// What the schema cannot say: rules between settings. They check the raw value, so that their problems are found in the same run as
// the schema's; a value of the wrong type is reported by the schema and skipped here.
import { question } from './did-you-mean.js'
import type { Problem } from './problems.js'

type Block = Readonly<Record<string, unknown>>

export function crossProblems(
  raw: unknown,
  { mayLackQueues }: { readonly mayLackQueues: boolean },
): Problem[] {
  const config = block(raw)
  const mailboxes = list(config['mailboxes']).map(block)
  const queues = block(config['queues'])
  return [
    ...mailboxes.flatMap((mailbox, index) => accountProblems(mailbox, ['mailboxes', index])),
    ...mailboxes.flatMap((mailbox, index) =>
      lookingProblems(mailbox, queues, ['mailboxes', index, 'alsoLook']),
    ),
    ...repeatedNames(mailboxes),
    ...outsideProblems(config, queues),
    ...(mayLackQueues ? [] : lackingQueues(config, queues)),
    ...ruleProblems(list(config['rules']).map(block), Object.keys(queues)),
    ...folderProblems(queues, mailboxes),
    ...loginProblems(block(block(config['review'])['oidc']), queues),
    ...guaranteeProblems(block(config['promise']), queues),
  ]
}

// ---------------------------------------------------------------------------------------------------------------

function accountProblems(mailbox: Block, path: readonly PropertyKey[]): Problem[] {
  const given = ['imap', 'path'].filter((key) => mailbox[key] !== undefined)
  const problems: Problem[] =
    given.length === 1 ? [] : [{ path, got: both(given), expected: 'exactly one of imap, path' }]
  if (!isBlock(mailbox['imap'])) return problems
  const imap = block(mailbox['imap'])
  const secrets = ['passwordFile', 'passwordEnv'].filter((key) => imap[key] !== undefined)
  if (secrets.length === 1) return problems
  return [
    ...problems,
    { path: [...path, 'imap'], got: both(secrets), expected: 'exactly one of passwordFile, passwordEnv' },
  ]
}

/** Its mail would be decided twice, or taken for mail that nobody asked for. Names that a server may write alike are one folder. */
function lookingProblems(mailbox: Block, queues: Block, path: readonly PropertyKey[]): Problem[] {
  const folders = list(mailbox['alsoLook'])
  if (folders.length === 0) return []
  if (mailbox['imap'] === undefined)
    return [{ path, got: `${folders.length} folders`, expected: 'none: only an imap mailbox has folders' }]
  const taken = new Map<string, string>()
  const inbox = mailbox['inbox'] ?? 'INBOX'
  if (typeof inbox === 'string') taken.set(looseKey(inbox), 'the inbox, whose mail is decided')
  for (const [key, value] of Object.entries(queues)) {
    const folder = block(value)['folder']
    if (typeof folder === 'string') taken.set(looseKey(folder), `the folder of the queue "${key}"`)
  }
  return folders.flatMap((folder, index): Problem[] => {
    if (typeof folder !== 'string') return []
    const owner = taken.get(looseKey(folder))
    taken.set(looseKey(folder), owner ?? 'named already')
    if (owner === undefined) return []
    const expected = `a folder that the server or a rule fills, such as "Junk"; this one is ${owner}`
    return [{ path: [...path, index], got: JSON.stringify(folder), expected }]
  })
}

/** A server's own separator and prefix tell no two folders apart here. */
const looseKey = (folder: string): string =>
  folder
    .normalize('NFC')
    .replaceAll(/[.\\]/g, '/')
    .replace(/^inbox\/(?=.)/i, '')
    .toLowerCase()

function repeatedNames(mailboxes: readonly Block[]): Problem[] {
  const names = mailboxes.map((mailbox) => mailbox['name'])
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (typeof name !== 'string' || first === index) return []
    const expected = `a name of its own; mailboxes[${first}] has this one`
    return [{ path: ['mailboxes', index, 'name'], got: `"${name}"`, expected }]
  })
}

function outsideProblems(config: Block, queues: Block): Problem[] {
  const outside = config['outside'] ?? 'udenfor'
  if (typeof outside === 'string' && Object.hasOwn(queues, outside)) {
    const expected = 'a key that the setting "outside" does not name, for that mail is never filed'
    return [{ path: ['queues', outside], got: `the queue "${outside}"`, expected }]
  }
  return []
}

function lackingQueues(config: Block, queues: Block): Problem[] {
  const isEmpty = isBlock(config['queues']) && Object.keys(queues).length === 0
  return isEmpty ? [{ path: ['queues'], got: 'no queue', expected: 'at least one queue' }] : []
}

function ruleProblems(rules: readonly Block[], queues: readonly string[]): Problem[] {
  return rules.flatMap((rule, index) => {
    const queue = rule['queue']
    if (typeof queue !== 'string' || queues.includes(queue)) return []
    const expected = `one of the queues${question(queue, queues)}`
    return [{ path: ['rules', index, 'queue'], got: `"${queue}"`, expected }]
  })
}

/** Two names that a mail server may treat as one folder would mix two departments' mail; the inbox as a target would loop. */
function folderProblems(queues: Block, mailboxes: readonly Block[]): Problem[] {
  const taken = new Map<string, string>()
  for (const mailbox of mailboxes) {
    const inbox = mailbox['inbox'] ?? 'INBOX'
    if (typeof inbox === 'string') taken.set(folderKey(inbox), 'a mailbox, as its inbox')
  }
  return Object.entries(queues).flatMap(([key, value]) => {
    const folder = block(value)['folder']
    if (typeof folder !== 'string') return []
    const owner = taken.get(folderKey(folder))
    taken.set(folderKey(folder), owner ?? `the queue "${key}"`)
    if (owner === undefined) return []
    const expected = `a folder of its own; this one is used by ${owner}`
    return [{ path: ['queues', key, 'folder'], got: JSON.stringify(folder), expected }]
  })
}

/** A queue's mail is part of all mail, so a laxer promise for it would break the common one. A missing value has the schema's default. */
function guaranteeProblems(common: Block, queues: Block): Problem[] {
  const error = common['error'] ?? 0.05
  const confidence = common['confidence'] ?? 0.95
  return Object.entries(queues).flatMap(([key, value]) => {
    const { error: ownError, confidence: ownConfidence } = block(block(value)['promise'])
    const path = ['queues', key, 'promise']
    const problems: Problem[] = []
    if (isShare(ownError) && isShare(error) && ownError > error)
      problems.push({
        path: [...path, 'error'],
        got: `${ownError}`,
        expected: `at most promise.error (${error})`,
      })
    if (isShare(ownConfidence) && isShare(confidence) && ownConfidence < confidence)
      problems.push({
        ...{ path: [...path, 'confidence'], got: `${ownConfidence}` },
        expected: `at least promise.confidence (${confidence})`,
      })
    return problems
  })
}

/** Å may be one character or two (NFC, NFD), and INBOX is the same in any case (RFC 3501, 5.1). */
function folderKey(folder: string): string {
  return folder.normalize('NFC').replace(/^inbox(?=\/|$)/i, 'INBOX')
}

const isShare = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 1

function both(given: readonly string[]): string {
  return given.length === 0 ? 'neither' : `both ${given.join(' and ')}`
}

function isBlock(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function block(value: unknown): Block {
  return isBlock(value) ? (value as Block) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A client without a secret is allowed (PKCE protects it); two places for one secret are a mistake. */
function loginProblems(oidc: Block, queues: Block): Problem[] {
  const path = ['review', 'oidc']
  const secrets = ['clientSecretFile', 'clientSecretEnv'].filter((key) => oidc[key] !== undefined)
  const twice: Problem[] =
    secrets.length < 2 ? [] : [{ path, got: both(secrets), expected: 'at most one of the two' }]
  const unknown = list(oidc['groups']).flatMap((group, nth) =>
    list(block(group)['departments']).flatMap((key, index): Problem[] => {
      if (typeof key !== 'string' || Object.hasOwn(queues, key)) return []
      const at = [...path, 'groups', nth, 'departments', index]
      return [
        { path: at, got: `"${key}"`, expected: `the key of a queue${question(key, Object.keys(queues))}` },
      ]
    }),
  )
  return [...twice, ...unknown]
}
