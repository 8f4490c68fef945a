// postfordeler review list|show|answer: the caseworkers' list without a browser.
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import { closeBrokenQueues } from '../../guarantee/queue-guarantee.js'
import type { MailRecord } from '../../ledger/contract/mails.js'
import type { ReviewItem, ReviewStore } from '../../ledger/contract/reviews.js'
import { entryForAnswer } from '../../route/answer.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, positiveNumber, print } from '../command.js'
import { mailNamed } from '../mail-argument.js'
import { queueNamed } from '../queue-argument.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'
import { reasonInWords } from '../words.js'

interface ListOptions extends CommonOptions {
  readonly limit: number
  readonly queue?: string
}

interface AnswerOptions extends CommonOptions {
  readonly by?: string
  readonly note: string
}

export function addReview(program: Command, io: CommandIo): Command {
  const review = program.command('review').description('the review list: mail that a person decides')
  addCommand(review, 'list', 'what waits: must-see first, then oldest')
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .option('--queue <queue>', 'only mail suggested for this queue')
    .action((options: ListOptions) => runList(io, options))
  addCommand(review, 'show <mail>', 'one mail: its text, the likeliest queues, and why it is here').action(
    (mail: string, options: CommonOptions) => runShow(io, mail, options),
  )
  addCommand(review, 'answer <mail> <queue>', 'file a mail in a queue; "none" when it is not ours')
    .option('--by <name>', 'who answers (default: the user of this machine)')
    .option('--note <text>', 'a note for the trail', '')
    .action((mail: string, queue: string, options: AnswerOptions) => runAnswer(io, mail, queue, options))
  return review
}

const runList = (io: CommandIo, options: ListOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    const wanted = options.queue ? { label: queueNamed(services.config, options.queue) } : {}
    const listed = await ledger.reviewItems({ limit: options.limit, ...wanted })
    // Asking for a queue's mail would tell that a blind one is suggested for it.
    const items = (options.queue ? listed.filter(({ isBlind }) => !isBlind) : listed).map(withoutHints)
    print(io, options, items, () => listLines(items))
  })

const runShow = (io: CommandIo, name: string, options: CommonOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    const item = await ledger.reviewItem((await mailNamed(ledger, name)).id)
    const { decision, locations, ...mail } = await mailNamed(ledger, name)
    const isBlind = item?.state === 'open' && item.isBlind
    const record: MailRecord = isBlind
      ? { ...mail, decision: undefined, locations: [] }
      : { ...mail, decision, locations }
    const shown = item && withoutHints(item)
    print(io, options, { ...record, review: shown }, () => showLines(record, shown))
  })

const runAnswer = (io: CommandIo, name: string, queue: string, options: AnswerOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const ledger = await services.ledger()
    const record = await mailNamed(ledger, name)
    const item = await openItem(ledger, record)
    const { filingTargetOf } = await import('../../pass/mailbox-policy.js')
    const isOurs = queue !== 'none' && queue !== services.config.outside
    const chosen = isOurs ? queueNamed(services.config, queue) : undefined
    const by = options.by ?? io.user
    const answer = { mailId: record.id, version: item.version, label: chosen, by, note: options.note }
    const result = await ledger.recordAnswer(
      answer,
      entryForAnswer(answer, record, filingTargetOf(services.config, record)),
    )
    if (result.kind !== 'recorded') throw tooLate(result.by)
    await closeBrokenQueues(ledger, services.config)
    const filed = await fileNow(services, record)
    print(io, options, { mailId: record.id, queue: chosen ?? null, by, filed }, () => [
      chosen ? `Recorded: ${chosen}, by ${by}.` : `Recorded: not ours, by ${by}. The mail stays where it is.`,
      ...(filed ? [] : ['It is filed at the next pass over the mailbox.']),
    ])
  })

// ---------------------------------------------------------------------------------------------------------------

/** Files at once when nobody else works on the mailbox. What was recorded is filed later in any case. */
async function fileNow(services: Services, { id, account }: MailRecord): Promise<boolean> {
  await services.file(account)
  const deliveries = await (await services.ledger()).deliveries(id)
  return deliveries.every(({ state }) => state !== 'pending')
}

/** A blind item as whoever answers it may see it: not where the program put it, nor why. */
function withoutHints(item: ReviewItem): ShownItem {
  if (!item.isBlind || item.state !== 'open') return item
  const { guess: _guess, reason: _reason, ...rest } = item
  return { ...rest, guess: undefined, reason: undefined }
}

type ShownItem = Omit<ReviewItem, 'reason'> & { readonly reason: ReviewItem['reason'] | undefined }

async function openItem(ledger: ReviewStore, { id, decision }: MailRecord): Promise<ReviewItem> {
  const item = await ledger.reviewItem(id)
  if (!item)
    throw new TriageError('REVIEW_NOT_LISTED', 'This mail is not on the review list.', {
      hint: '"postfordeler explain" tells where it is and why.',
    })
  if (item.state === 'open') return item
  throw tooLate(decision?.actor.kind === 'person' ? decision.actor.name : undefined)
}

const tooLate = (by: string | undefined): TriageError =>
  new TriageError('REVIEW_ANSWERED', `Somebody has answered this mail already${by ? `: ${by}` : ''}.`, {
    hint: 'Nothing was changed. "postfordeler explain" tells what was answered.',
  })

function whyHere(item: ShownItem | undefined): string {
  if (!item) return 'Not on the review list.'
  return item.reason
    ? `Here because ${reasonInWords(item.reason)}.`
    : 'Of the blind sample: answer as if nobody had. The mail is filed already; another answer moves it.'
}

function listLines(items: readonly ShownItem[]): readonly string[] {
  if (items.length === 0) return ['Nothing waits for a person.']
  const rows = items.map((item) => [
    item.mailId.slice(0, 12),
    item.mustSee.length > 0 ? `! ${item.mustSee.join(', ')}` : '',
    item.since.slice(0, 16).replace('T', ' '),
    item.isBlind ? '(blind)' : item.guess,
    item.subject.slice(0, 50),
  ])
  return [...table(['mail', 'must see', 'since', 'suggested', 'subject'], rows), `${items.length} shown.`]
}

function showLines(record: MailRecord, item: ShownItem | undefined): readonly string[] {
  const { parsed, decision } = record
  const prediction = decision?.prediction
  const body = parsed?.body
  return [
    `Subject: ${parsed?.subject ?? record.subject}`,
    `From:    ${parsed?.from ? `${parsed.from.name} <${parsed.from.address}>` : 'unknown'}`,
    `Date:    ${parsed?.date ?? record.receivedAt ?? 'unknown'}`,
    ...(parsed?.attachments ?? []).map(({ name, type }) => `Attached: ${name} (${type})`),
    '',
    body ? body.own || body.forwarded || '(no text)' : '(the text is not kept any more)',
    ...(body?.own && body.forwarded ? ['', '--- forwarded ---', body.forwarded] : []),
    '',
    whyHere(item),
    ...(item && item.mustSee.length > 0 ? [`Must be seen: ${item.mustSee.join(', ')}.`] : []),
    ...(prediction?.ranked
      .slice(0, 3)
      .map(({ label: queue, probability }) => `  ${probability.toFixed(2)}  ${queue}`) ?? []),
    ...(prediction && prediction.evidence.length > 0
      ? [
          `Words that weighed: ${prediction.evidence.map(({ term, weight }) => `${term} (${weight > 0 ? '+' : ''}${weight.toFixed(1)})`).join(', ')}`,
        ]
      : []),
  ]
}
