// Any mail looked up: by words, by where it is, or by name. What is found is listed for people who may view it.

import { foldWords } from '../fold-words.js'
import { type MailId, mailIdFrom } from '../ids.js'
import type { FindFilter, FindPosition, MailLine, MailStore } from '../ledger/contract/mails.js'
import type { Person } from '../roles.js'
import { may, mayAct, queuesWithin } from './access.js'
import type { FormFacts } from './answer-shapes.js'
import { decodePosition, encodePosition } from './cursor.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import type { FindPage, FindQuery, FoundMail } from './filed-shapes.js'
import { isHiddenFrom } from './hints.js'
import { threadMail } from './mail-view.js'

const pageRows = { default: 25, most: 100 }

/** Mails read in one statement, in about 10 ms; and how long one question may take in all before it says that it was cut. */
const READ_AT_ONCE = 1_000
const PATIENCE_MS = 100

export function createFindMail(context: DeskContext): Pick<Desk, 'find' | 'named' | 'formFacts'> {
  return {
    async find(query, person) {
      const text = query.text?.trim() ?? ''
      const isNamed = query.cursor === undefined && isName(text, { fewestDigits: 6 })
      const named = isNamed ? await namedLines(context, text) : []
      const rows = named
        .filter((line) => may(person, 'find', line, context.now()))
        .map((line) => foundMail(line, person))
      return rows.length > 0 ? { rows, next: undefined, isCut: false } : search(context, query, person)
    },
    named: (text, person) => named(context, text.trim(), person),
    formFacts: (id, person) => formFacts(context, id, person),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The beginning of an id, or a Message-ID. A few digits would name many mails, and could be a word. */
const isName = (text: string, { fewestDigits }: { readonly fewestDigits: number }): boolean =>
  (/^[0-9a-f]{1,64}$/.test(text) && text.length >= fewestDigits) || /^<?[^\s<>]+@[^\s<>]+>?$/.test(text)

async function namedLines(
  { ledger }: { readonly ledger: MailStore },
  text: string,
): Promise<readonly MailLine[]> {
  const whole = mailIdFrom(text)
  return ledger.mailLines(whole ? [whole] : await ledger.findMails(text))
}

/** Also what a person's own answer has just sent out of their sight, so that they can name it to take it back. */
async function named(context: DeskContext, text: string, person: Person): Promise<readonly MailId[]> {
  if (!isName(text, { fewestDigits: 4 })) return []
  const seen: MailId[] = []
  for (const line of await namedLines(context, text)) {
    const { mailId } = line
    if (may(person, 'find', line, context.now()) || (await context.door(person, 'undo', mailId)))
      seen.push(mailId)
  }
  return seen
}

async function search(
  { ledger, now }: Pick<DeskContext, 'now'> & { readonly ledger: MailStore },
  query: FindQuery,
  person: Person,
): Promise<FindPage> {
  const size = Math.min(Math.max(1, query.size ?? pageRows.default), pageRows.most)
  const filter = filterOf(query, person)
  const endMs = now().getTime() + PATIENCE_MS
  const rows: MailLine[] = []
  let position: FindPosition | undefined = decodePosition(query.cursor)
  do {
    const limit = size - rows.length
    const found = await ledger.findLines({ filter, position, limit, read: READ_AT_ONCE })
    rows.push(...found.lines)
    position = found.end
  } while (position !== undefined && rows.length < size && now().getTime() < endMs)
  return {
    rows: rows.map((line) => foundMail(line, person)),
    next: position && encodePosition(position),
    isCut: position !== undefined && rows.length < size,
  }
}

const filterOf = ({ text, sender, queue, since, until }: FindQuery, person: Person): FindFilter => ({
  words: foldWords(text ?? ''),
  sender: sender === undefined || sender.trim() === '' ? undefined : sender.trim().toLowerCase(),
  label: queue,
  labels: queuesWithin(person, 'find'),
  withoutBlind: queue !== undefined && mayAct(person, 'answer'), // that it is in a queue is what a blind judge must not know
  from: since,
  before: until,
})

function foundMail(line: MailLine, person: Person): FoundMail {
  const shown = threadMail(line, { person })
  return {
    ...shown,
    mailbox: line.account,
    reason: shown.isBlind ? undefined : line.reason,
    isWaiting: line.isWaiting,
  }
}

async function formFacts({ door }: DeskContext, id: MailId, person: Person): Promise<FormFacts | undefined> {
  const current = await door(person, 'undo', id)
  if (current === undefined) return undefined
  const { item, decisionId } = current
  const isWaiting = item?.state === 'open'
  const last = decisionId === undefined ? undefined : `decision:${decisionId}`
  return {
    version: item?.version,
    isWaiting,
    decisionId,
    filedIn: current.kind === 'route' && !isHiddenFrom(person, item) ? current.label : undefined,
    undo: isWaiting && item.isPutOff ? `later:${item.version}` : last,
  }
}
