// Beside the answer: who else has the mail open, and the ways past it without answering.
import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { queryOf } from '../list/filter.js'
import { inWords } from '../local-time.js'
import { Alert } from '../page/alert.js'
import { Form } from '../page/form.js'
import type { PersonVisit } from '../request-context.js'

interface TakenProps {
  readonly visit: PersonVisit
  readonly item: OpenItem
  readonly filter: ListFilter
}

/** Instead of the answer, until one takes the mail over. */
export const Taken = ({ visit, item, filter }: TakenProps) => {
  const { answer: said } = visit.texts.work
  const until = inWords(item.claim.until, visit.texts.locale)
  return (
    <>
      <Alert visit={visit} kind="info" heading={said.taken(item.claim.by)}>
        {said.takenHint(until)}
      </Alert>
      <Form visit={visit} action={`/mail/${item.mail.id}/take${queryOf(filter)}`}>
        <button type="submit" class="button button-secondary">
          {said.takeOver}
        </button>
      </Form>
    </>
  )
}

/** On without an answer. A form and not links, as it lets go of the mail. */
export const Leave = ({ visit, item, filter }: TakenProps) => {
  const { answer: said } = visit.texts.work
  return (
    <Form visit={visit} action={`/mail/${item.mail.id}/release${queryOf(filter)}`} class="leave button-row">
      <button type="submit" name="to" value="next" class="button button-unstyled" data-key="j">
        {said.skip}
      </button>
      <button type="submit" name="to" value="list" class="button button-unstyled" data-key="t">
        {said.toList}
      </button>
    </Form>
  )
}
