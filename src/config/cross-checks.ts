// What the schema cannot say: rules between settings. They look at the raw value, so that they find their faults in the same run as
// the schema finds its own; what is not of the right type is the schema's to report, and is passed over here.
import { question } from './did-you-mean.js'
import type { Fault } from './problems.js'

type Block = Readonly<Record<string, unknown>>

export function crossFaults(raw: unknown, { mayLackQueues }: { readonly mayLackQueues: boolean }): Fault[] {
  const config = block(raw)
  const mailboxes = list(config['mailboxes']).map(block)
  const queues = block(config['queues'])
  return [
    ...mailboxes.flatMap((mailbox, index) => accountFaults(mailbox, ['mailboxes', index])),
    ...repeatedNames(mailboxes),
    ...outsideFaults(config, queues),
    ...(mayLackQueues ? [] : lackingQueues(config, queues)),
    ...ruleFaults(list(config['rules']).map(block), Object.keys(queues)),
    ...folderFaults(queues, mailboxes),
    ...loginFaults(block(block(config['review'])['oidc']), queues),
    ...guaranteeFaults(block(config['promise']), queues),
  ]
}

// ---------------------------------------------------------------------------------------------------------------

function accountFaults(mailbox: Block, path: readonly PropertyKey[]): Fault[] {
  const given = ['imap', 'path'].filter((key) => mailbox[key] !== undefined)
  const faults: Fault[] =
    given.length === 1 ? [] : [{ path, got: both(given), expected: 'exactly one of imap, path' }]
  if (!isBlock(mailbox['imap'])) return faults
  const imap = block(mailbox['imap'])
  const secrets = ['passwordFile', 'passwordEnv'].filter((key) => imap[key] !== undefined)
  if (secrets.length === 1) return faults
  return [
    ...faults,
    { path: [...path, 'imap'], got: both(secrets), expected: 'exactly one of passwordFile, passwordEnv' },
  ]
}

function repeatedNames(mailboxes: readonly Block[]): Fault[] {
  const names = mailboxes.map((mailbox) => mailbox['name'])
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (typeof name !== 'string' || first === index) return []
    const expected = `a name of its own; mailboxes[${first}] has this one`
    return [{ path: ['mailboxes', index, 'name'], got: `"${name}"`, expected }]
  })
}

function outsideFaults(config: Block, queues: Block): Fault[] {
  const outside = config['outside'] ?? 'udenfor'
  if (typeof outside === 'string' && Object.hasOwn(queues, outside)) {
    const expected = 'a key that the setting "outside" does not name, for that mail is never filed'
    return [{ path: ['queues', outside], got: `the queue "${outside}"`, expected }]
  }
  return []
}

function lackingQueues(config: Block, queues: Block): Fault[] {
  const isEmpty = isBlock(config['queues']) && Object.keys(queues).length === 0
  return isEmpty ? [{ path: ['queues'], got: 'no queue', expected: 'at least one queue' }] : []
}

function ruleFaults(rules: readonly Block[], queues: readonly string[]): Fault[] {
  return rules.flatMap((rule, index) => {
    const queue = rule['queue']
    if (typeof queue !== 'string' || queues.includes(queue)) return []
    const expected = `one of the queues${question(queue, queues)}`
    return [{ path: ['rules', index, 'queue'], got: `"${queue}"`, expected }]
  })
}

/** Two folders with names that a mail server may hold for one would mix two departments' mail; the inbox as a target would loop. */
function folderFaults(queues: Block, mailboxes: readonly Block[]): Fault[] {
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

/** A queue's mail is part of all mail, so a laxer promise for it would break the common one. What is left out has the schema's default. */
function guaranteeFaults(common: Block, queues: Block): Fault[] {
  const error = common['error'] ?? 0.05
  const confidence = common['confidence'] ?? 0.95
  return Object.entries(queues).flatMap(([key, value]) => {
    const { error: ownError, confidence: ownConfidence } = block(block(value)['promise'])
    const path = ['queues', key, 'promise']
    const faults: Fault[] = []
    if (isShare(ownError) && isShare(error) && ownError > error)
      faults.push({
        path: [...path, 'error'],
        got: `${ownError}`,
        expected: `at most promise.error (${error})`,
      })
    if (isShare(ownConfidence) && isShare(confidence) && ownConfidence < confidence)
      faults.push({
        ...{ path: [...path, 'confidence'], got: `${ownConfidence}` },
        expected: `at least promise.confidence (${confidence})`,
      })
    return faults
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

/** A client without a secret is allowed (PKCE protects it); two places for one secret are a slip. */
function loginFaults(oidc: Block, queues: Block): Fault[] {
  const path = ['review', 'oidc']
  const secrets = ['clientSecretFile', 'clientSecretEnv'].filter((key) => oidc[key] !== undefined)
  const twice: Fault[] =
    secrets.length < 2 ? [] : [{ path, got: both(secrets), expected: 'at most one of the two' }]
  const unknown = list(oidc['groups']).flatMap((group, nth) =>
    list(block(group)['departments']).flatMap((key, index): Fault[] => {
      if (typeof key !== 'string' || Object.hasOwn(queues, key)) return []
      const at = [...path, 'groups', nth, 'departments', index]
      return [
        { path: at, got: `"${key}"`, expected: `the key of a queue${question(key, Object.keys(queues))}` },
      ]
    }),
  )
  return [...twice, ...unknown]
}
