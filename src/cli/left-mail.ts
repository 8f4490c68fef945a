// postfordeler left list|show|take: what the program left, through the same desk as on the page.
import { mayActOnLeft } from '../desk/access.js'
import type { AnswerOutcome } from '../desk/answer-shapes.js'
import type { LeftQuery, LeftRow } from '../desk/left-shapes.js'
import { TriageError } from '../errors.js'
import type { MailId } from '../ids.js'
import { leftBySign, leftSigns } from '../journey.js'
import type { Services } from '../wiring.js'
import { type CommandIo, type CommonOptions, print } from './command.js'
import { personAt } from './desk-person.js'
import { mailFor } from './mail-argument.js'
import { decisionJson, mailJson } from './mail-json.js'
import { momentBefore } from './moment.js'
import { table } from './table.js'
import { withServices } from './with-services.js'
import { reasonInWords } from './words.js'

export interface LeftOptions extends CommonOptions {
  readonly mailbox?: string
  readonly sign?: string
  readonly since?: string
  readonly limit: number
  readonly by?: string
}

/** As many rows as the desk gives at a time. */
const LARGEST_PAGE = 100

export const runLeftList = (io: CommandIo, options: LeftOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atLeft(io, services, options)
    const query = queryOf(options, io.now())
    const rows: LeftRow[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined && rows.length < options.limit; ) {
      const size = Math.min(LARGEST_PAGE, options.limit - rows.length)
      const page = await desk.left({ ...query, cursor, size }, person)
      rows.push(...page.rows)
      cursor = page.next
    }
    print(io, options, rows, () => listLines(rows))
  })

export const runLeftShow = (io: CommandIo, name: string, options: LeftOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atLeft(io, services, options)
    const filed = await desk.view(await mailFor(desk, person, name), person)
    const decision = filed?.decisions.at(-1)
    if (filed === undefined || decision === undefined || leftBySign(decision.decision) === undefined)
      throw notLeft()
    const { mail } = filed
    const value = { ...mailJson(mail), decision: decisionJson(decision) }
    print(io, options, value, () => [
      `Subject: ${mail.subject}`,
      `From:    ${mail.parsed?.from ? `${mail.parsed.from.name} <${mail.parsed.from.address}>` : 'unknown'}`,
      `Mailbox: ${mail.mailbox}`,
      `Left:    ${decision.at}, by the sign ${leftBySign(decision.decision)}. ${reasonInWords(decision.decision.because)}`,
      '',
      mail.parsed
        ? mail.parsed.body.own || mail.parsed.body.forwarded || '(no text)'
        : '(the text is no longer kept)',
    ])
  })

export const runLeftTake = (io: CommandIo, names: readonly string[], options: LeftOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const { desk, person } = await atLeft(io, services, options)
    const mails: MailId[] = []
    for (const name of names) mails.push(await mailFor(desk, person, name))
    const outcomes = await desk.takeUp({ mails, token: desk.newToken() }, person)
    print(
      io,
      options,
      outcomes.map(({ kind, mailId }) => ({ kind, mailId, by: person.name })),
      () => outcomes.map((one) => `${one.mailId.slice(0, 12)}  ${inWords(one)}`),
    )
    if (outcomes.some(({ kind }) => kind !== 'recorded')) throw notLeft()
  })

// ---------------------------------------------------------------------------------------------------------------

async function atLeft(io: CommandIo, services: Services, { by }: LeftOptions) {
  const person = await personAt(await services.ledger(), io, { by, act: 'left' })
  if (!mayActOnLeft(person))
    throw new TriageError('LEFT_NOT_YOURS', `${person.name} sees some departments only.`, {
      hint: 'What was left belongs to no department. An account without a limit may see it.',
    })
  return { desk: await services.desk(), person }
}

const queryOf = ({ mailbox, sign, since }: LeftOptions, now: Date): LeftQuery => {
  const known = leftSigns.find((one) => one === sign)
  return {
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(known === undefined ? {} : { sign: known }),
    ...(since === undefined ? {} : { since: momentBefore(since, now) }),
  }
}

function listLines(rows: readonly LeftRow[]): readonly string[] {
  if (rows.length === 0) return ['Nothing was left.']
  const cells = rows.map((row) => [
    row.mailId.slice(0, 12),
    row.at.slice(0, 16).replace('T', ' '),
    row.sign,
    row.mailbox,
    row.from,
    row.subject.slice(0, 40),
    row.words.slice(0, 50),
  ])
  return [
    ...table(['mail', 'left', 'sign', 'mailbox', 'from', 'subject', 'first words'], cells),
    `${rows.length} shown.`,
  ]
}

function inWords(outcome: AnswerOutcome): string {
  if (outcome.kind === 'recorded') return 'Taken up: it is on the review list.'
  if (outcome.kind === 'conflict') return `Not left any more: ${outcome.by} was faster.`
  return outcome.kind === 'refused' ? 'Refused: at most 100 in one go.' : 'Not among what was left.'
}

const notLeft = (): TriageError =>
  new TriageError('LEFT_NOT_FOUND', 'A mail of these is not among what was left.', {
    hint: '"postfordeler left list" shows what is, and "postfordeler explain" where a mail is and why.',
  })
