// Beside the answer: who else has the mail open, and the ways past it without answering.

import { inWords } from '../../danish-time.js'
import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { listQueryOf } from '../list/filter.js'
import { Alert } from '../page/alert.js'
import { Form } from '../page/form.js'
import type { PersonContext } from '../request-context.js'

interface TakenProps {
  readonly ctx: PersonContext
  readonly item: OpenItem
  readonly filter: ListFilter
}

/** Instead of the answer, until one takes the mail over. */
export const Taken = ({ ctx, item, filter }: TakenProps) => {
  const { answer: t } = ctx.texts.work
  const until = inWords(item.claim.until, ctx.texts.locale)
  return (
    <>
      <Alert ctx={ctx} kind="info" heading={t.taken(item.claim.by)}>
        {t.takenHint(until)}
      </Alert>
      <Form ctx={ctx} action={`/mail/${item.mail.id}/take${listQueryOf(filter)}`}>
        <button type="submit" class="button button-secondary">
          {t.takeOver}
        </button>
      </Form>
    </>
  )
}

/** On without an answer. A form and not links, as it lets go of the mail. */
export const Leave = ({ ctx, item, filter }: TakenProps) => {
  const { answer: t } = ctx.texts.work
  return (
    <Form ctx={ctx} action={`/mail/${item.mail.id}/release${listQueryOf(filter)}`} class="leave button-row">
      <button type="submit" name="to" value="next" class="button button-unstyled" data-key="j">
        {t.skip}
      </button>
      <button type="submit" name="to" value="list" class="button button-unstyled" data-key="t">
        {t.toList}
      </button>
    </Form>
  )
}
