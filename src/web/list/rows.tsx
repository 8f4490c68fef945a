// The rows of the list: what a person needs to choose, and a box for answering several at once.
import type { ListFilter, ListRow } from '../../desk/list-shapes.js'
import type { QueueView } from '../../desk/mail-shapes.js'
import { inWords } from '../local-time.js'
import { spanInWords } from '../page/format.js'
import { Icon } from '../page/icon.js'
import { shownLine } from '../page/shown-text.js'
import type { PersonVisit } from '../request-context.js'
import { queryOf } from './filter.js'

interface RowsProps {
  readonly visit: PersonVisit
  readonly queues: readonly QueueView[]
  readonly rows: readonly ListRow[]
  readonly filter: ListFilter
  readonly isChecked: boolean
}

export const Rows = ({ rows, visit, ...more }: RowsProps) => (
  <ol class="mails unstyled-list no-max-width" aria-label={visit.texts.work.list.rows}>
    {rows.map((row) => (
      <Row visit={visit} row={row} {...more} />
    ))}
  </ol>
)

// ---------------------------------------------------------------------------------------------------------------

type RowProps = Omit<RowsProps, 'rows'> & { readonly row: ListRow }

const Row = ({ visit, row, filter, isChecked, queues }: RowProps) => {
  const { list: said } = visit.texts.work
  const subject = shownLine(row.subject) || said.noSubject
  const id = `item-${row.mailId.slice(0, 16)}`
  return (
    <li class={row.mustSee.length > 0 ? 'mail-row is-urgent' : 'mail-row'}>
      <div class="form-group-checkbox mail-check">
        <input
          class="form-checkbox"
          type="checkbox"
          id={id}
          name="item"
          value={`${row.mailId}:${row.version}`}
          checked={isChecked}
        />
        <label for={id}>
          <span class="sr-only">{said.select(subject)}</span>
        </label>
      </div>
      <div class="mail-main">
        <MustSee visit={visit} row={row} />
        <a class="mail-subject" href={`/mail/${row.mailId}${queryOf(filter)}`} dir="auto">
          {subject}
        </a>
        <span class="mail-from" dir="auto">
          {shownLine(row.from) || said.noSender}
        </span>
      </div>
      <div class="mail-guess">
        <Guess visit={visit} row={row} queues={queues} />
      </div>
      <div class="mail-state">
        <State visit={visit} row={row} />
      </div>
    </li>
  )
}

const MustSee = ({ visit, row }: Pick<RowProps, 'visit' | 'row'>) => (
  <>
    {row.mustSee.map((kind) => (
      <span class="urgent mail-urgent">
        <Icon visit={visit} name="warning" />
        {visit.texts.work.mustSee[kind]}
      </span>
    ))}
  </>
)

const Guess = ({ visit, row, queues }: Pick<RowProps, 'visit' | 'row' | 'queues'>) => {
  const { list: said, answer, reasonNames } = visit.texts.work
  if (row.isBlind) return <span>{said.blind}</span>
  const known = queues.find(({ label }) => label === row.guess)
  const name = known?.name ?? (row.guess === undefined ? undefined : answer.notOurs)
  return (
    <>
      <span>{name === undefined ? said.noSuggestion : said.suggested(name)}</span>
      {row.reason && <span class="quiet">{reasonNames[row.reason.kind]}</span>}
    </>
  )
}

const State = ({ visit, row }: Pick<RowProps, 'visit' | 'row'>) => {
  const { texts, now } = visit
  const { list: said } = texts.work
  return (
    <>
      <time datetime={row.since} title={inWords(row.since, texts.locale)}>
        {row.laterUntil
          ? said.until(inWords(row.laterUntil, texts.locale))
          : said.waited(spanInWords(row.since, now, texts))}
      </time>
      {row.claim && (
        <span class="mail-claim">{row.claim.isMine ? said.openHere : said.openAt(row.claim.by)}</span>
      )}
    </>
  )
}
