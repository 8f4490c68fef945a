// Beside the answer: who else has the mail open, and how to go on without answering.
import { inWords } from '../../danish-time.js'
import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { listQueryOf } from '../list/filter.js'
import { Alert } from '../page/alert.js'
import { PageForm } from '../page/form.js'
import type { PersonContext } from '../request-context.js'

interface TakenProps {
  readonly ctx: PersonContext
  readonly item: OpenItem
  readonly filter: ListFilter
}

/** Replaces the answer until the person takes the mail over. */
export const Taken = ({ ctx, item, filter }: TakenProps) => {
  const { answer: t } = ctx.texts.work
  const until = inWords(item.claim.until, ctx.texts.locale)
  return (
    <>
      <Alert ctx={ctx} kind="info" heading={t.taken(item.claim.by)}>
        {t.takenHint(until)}
      </Alert>
      <PageForm ctx={ctx} action={`/mail/${item.mail.id}/take${listQueryOf(filter)}`}>
        <button type="submit" class="button button-secondary">
          {t.takeOver}
        </button>
      </PageForm>
    </>
  )
}

/** Goes on without an answer. A form, not links, because it releases the claim. */
export const Leave = ({ ctx, item, filter }: TakenProps) => {
  const { answer: t } = ctx.texts.work
  return (
    <PageForm
      ctx={ctx}
      action={`/mail/${item.mail.id}/release${listQueryOf(filter)}`}
      class="leave button-row"
    >
      <button type="submit" name="to" value="next" class="button button-unstyled" data-key="j">
        {t.skip}
      </button>
      <button type="submit" name="to" value="list" class="button button-unstyled" data-key="t">
        {t.toList}
      </button>
    </PageForm>
  )
}
