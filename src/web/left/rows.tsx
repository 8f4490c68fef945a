// The rows of left mail: a checkbox, what the mail is, why it was left, and the button that takes it up.
import type { LeftRow } from '../../desk/left-shapes.js'
import { mailHref } from '../mail/mail-href.js'
import { reasonInWords } from '../page/reason.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonContext, ReviewServices } from '../request-context.js'

interface LeftRowsProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly rows: readonly LeftRow[]
  readonly isChecked: boolean
  /** The address of the same page with all rows ticked. */
  readonly selectAll: string
}

export const LeftRows = ({ rows, selectAll, ...more }: LeftRowsProps) => {
  const { list } = more.ctx.texts.work
  return (
    <>
      <a
        class="select-all"
        href={selectAll}
        data-selects
        data-all={list.selectAll}
        data-none={list.selectNone}
      >
        {list.selectAll}
      </a>
      <ol class="mails unstyled-list no-max-width" aria-label={more.ctx.texts.left.rows}>
        {rows.map((row) => (
          <Row row={row} {...more} />
        ))}
      </ol>
    </>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Row = ({
  ctx,
  services,
  row,
  isChecked,
}: Omit<LeftRowsProps, 'rows' | 'selectAll'> & { readonly row: LeftRow }) => {
  const t = ctx.texts.left
  const { list } = ctx.texts.work
  const subject = shownLine(row.subject) || list.noSubject
  const id = `item-${row.mailId.slice(0, 16)}`
  return (
    <li class="mail-row">
      <div class="form-group-checkbox mail-check">
        <input
          class="form-checkbox"
          type="checkbox"
          id={id}
          name="item"
          value={row.mailId}
          checked={isChecked}
        />
        <label for={id}>
          <span class="sr-only">{list.select(subject)}</span>
        </label>
      </div>
      <div class="mail-main">
        <a class="mail-subject" href={mailHref({ ...row, kind: 'leave' }, ctx)} dir="auto">
          {subject}
        </a>
        <span class="mail-from" dir="auto">
          {shownLine(row.from) || list.noSender}
        </span>
        <span class="mail-words quiet" dir="auto">
          {shownLine(row.words) || t.noWords}
        </span>
      </div>
      <div class="mail-guess">
        <span>{t.signs[row.sign]}</span>
        <span class="quiet">{reasonInWords(row.reason, ctx.texts)}</span>
      </div>
      <div class="mail-state">
        <Time ctx={ctx} at={row.at} />
        {services.config.mailboxes.length > 1 && <span>{row.mailbox}</span>}
        <button
          type="submit"
          name="one"
          value={row.mailId}
          class="button button-secondary button-small"
          aria-label={t.takeOne(subject)}
          data-takes
        >
          {t.take}
        </button>
      </div>
    </li>
  )
}
