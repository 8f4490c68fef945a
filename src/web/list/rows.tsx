// The rows of the list: what a person needs to choose a mail, and a checkbox for bulk answers.
import { inWords } from '../../danish-time.js'
import type { ListFilter, ListRow } from '../../desk/list-shapes.js'
import type { QueueView } from '../../desk/mail-shapes.js'
import { spanInWords } from '../page/format.js'
import { Icon } from '../page/icon.js'
import { shownLine } from '../page/shown-text.js'
import type { PersonContext } from '../request-context.js'
import { listQueryOf } from './filter.js'

interface RowsProps {
  readonly ctx: PersonContext
  readonly queues: readonly QueueView[]
  readonly rows: readonly ListRow[]
  readonly filter: ListFilter
  readonly isChecked: (row: ListRow) => boolean
}

export const Rows = ({ rows, ctx, ...more }: RowsProps) => (
  <ol class="mails unstyled-list no-max-width" aria-label={ctx.texts.work.list.rows}>
    {rows.map((row) => (
      <Row ctx={ctx} row={row} {...more} />
    ))}
  </ol>
)

// ---------------------------------------------------------------------------------------------------------------

type RowProps = Omit<RowsProps, 'rows'> & { readonly row: ListRow }

const Row = ({ ctx, row, filter, isChecked, queues }: RowProps) => {
  const { list: t } = ctx.texts.work
  const subject = shownLine(row.subject) || t.noSubject
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
          checked={isChecked(row)}
        />
        <label for={id}>
          <span class="sr-only">{t.select(subject)}</span>
        </label>
      </div>
      <div class="mail-main">
        <MustSee ctx={ctx} row={row} />
        <a class="mail-subject" href={`/mail/${row.mailId}${listQueryOf(filter)}`} dir="auto">
          {subject}
        </a>
        <span class="mail-from" dir="auto">
          {shownLine(row.from) || t.noSender}
        </span>
        {row.mails > 1 && (
          <a class="mail-burst" href={`/mail/${row.mailId}/like${listQueryOf(filter, { by: 'burst' })}`}>
            {t.burst(row.mails)}
          </a>
        )}
      </div>
      <div class="mail-guess">
        <Guess ctx={ctx} row={row} queues={queues} />
      </div>
      <div class="mail-state">
        <State ctx={ctx} row={row} />
      </div>
    </li>
  )
}

const MustSee = ({ ctx, row }: Pick<RowProps, 'ctx' | 'row'>) => (
  <>
    {row.mustSee.map((kind) => (
      <span class="urgent mail-urgent">
        <Icon ctx={ctx} name="warning" />
        {ctx.texts.work.mustSee[kind]}
      </span>
    ))}
  </>
)

const Guess = ({ ctx, row, queues }: Pick<RowProps, 'ctx' | 'row' | 'queues'>) => {
  const { list: t, answer, reasonNames } = ctx.texts.work
  if (row.isBlind) return <span>{t.blind}</span>
  const known = queues.find(({ label }) => label === row.guess)
  const name = known?.name ?? (row.guess === undefined ? undefined : answer.notOurs)
  return (
    <>
      <span>{name === undefined ? t.noSuggestion : t.suggested(name)}</span>
      {row.reason && <span class="quiet">{reasonNames[row.reason.kind]}</span>}
    </>
  )
}

const State = ({ ctx, row }: Pick<RowProps, 'ctx' | 'row'>) => {
  const { texts, now } = ctx
  const { list: t } = texts.work
  return (
    <>
      <time datetime={row.since} title={inWords(row.since, texts.locale)}>
        {row.laterUntil
          ? t.until(inWords(row.laterUntil, texts.locale))
          : t.waited(spanInWords(row.since, now, texts))}
      </time>
      {row.claim && <span class="mail-claim">{row.claim.isMine ? t.openHere : t.openAt(row.claim.by)}</span>}
    </>
  )
}
