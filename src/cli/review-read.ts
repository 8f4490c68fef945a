// postfordeler review list|show: the list, and one mail as the page shows it; opening what waits claims it.
import type { Desk } from '../desk/desk.js'
import type { ListQuery, ListRow } from '../desk/list-shapes.js'
import type { MailId } from '../ids.js'
import type { Person } from '../roles.js'
import { type CommandIo, type CommonOptions, print } from './command.js'
import { personAt } from './desk-person.js'
import { mailFor } from './mail-argument.js'
import { decisionJson, mailJson } from './mail-json.js'
import { queueNamed } from './queue-argument.js'
import { listLines, type Shown, showLines } from './review-lines.js'
import { answeredAlready } from './review-outcomes.js'
import { withServices } from './with-services.js'

export interface ListOptions extends CommonOptions {
  readonly limit: number
  readonly queue?: string
  readonly later?: boolean
  readonly by?: string
}

/** As many rows as the desk gives at a time. */
const LARGEST_PAGE = 100

export const runList = (io: CommandIo, options: ListOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'list' })
    const queue = options.queue === undefined ? {} : { queue: queueNamed(services.config, options.queue) }
    const query: ListQuery = { ...queue, state: options.later ? 'later' : 'waiting' }
    const rows: ListRow[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined && rows.length < options.limit; ) {
      const size = Math.min(LARGEST_PAGE, options.limit - rows.length)
      const page = await desk.list({ ...query, cursor, size }, person)
      rows.push(...page.rows)
      cursor = page.next
    }
    print(
      io,
      options,
      rows.map(({ review }) => review),
      () => listLines(rows),
    )
  })

export const runShow = (
  io: CommandIo,
  name: string,
  options: CommonOptions & { readonly by?: string },
): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'view' })
    const shown = await shownOf(desk, await mailFor(desk, person, name), person)
    const { mail, decision, review } = shown
    const value = { ...mailJson(mail), decision: decision && decisionJson(decision), review }
    print(io, options, value, () => showLines(shown))
  })

// ---------------------------------------------------------------------------------------------------------------

async function shownOf(desk: Desk, id: MailId, person: Person): Promise<Shown> {
  const opened = await desk.open(id, person)
  if (opened.kind === 'open') return { ...opened.item, claim: opened.item.claim }
  const filed = await desk.view(id, person)
  if (filed === undefined) throw answeredAlready(opened.kind === 'answered' ? opened.by : undefined)
  return { mail: filed.mail, review: filed.review, decision: filed.decisions.at(-1), claim: undefined }
}
