// A mail that there is nothing to answer about any more: who did what, and the way on.

import type { ListFilter } from '../../desk/list-shapes.js'
import type { Settled } from '../../desk/mail-shapes.js'
import type { MailId } from '../../ids.js'
import { queryOf } from '../list/filter.js'
import { Alert } from '../page/alert.js'
import { type Answer, type PersonVisit, type ReviewServices, show } from '../request-context.js'
import { filedPath } from './mail-href.js'
import { settledInWords } from './outcome-words.js'

interface Around {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly id: MailId
  readonly filter: ListFilter
  /** The person's own answer came too late. */
  readonly isConflict?: boolean
}

export function settledPage(settled: Settled, around: Around): Answer {
  const { visit, id, filter, isConflict = false } = around
  const { outcome: said } = visit.texts.work
  const name = settled.by === 'program' ? said.program : settled.by
  const title = isConflict && name !== visit.person.name ? said.conflictTitle(name) : said.answeredTitle
  // After an undo, or when the program has put it there anew, it waits again: with another version.
  const isOpen =
    settled.what.kind === 'undone' || settled.what.kind === 'review' || settled.what.kind === 'later'
  const body = (
    <div class="prose settled">
      <h1>{title}</h1>
      <Alert visit={visit} kind={isConflict ? 'warning' : 'info'}>
        <span>
          {settledInWords(settled, around)}. {isConflict && said.conflict}
        </span>
      </Alert>
      <p class="button-row">
        <a class="button button-primary" href={`/list/next${queryOf(filter)}`} data-key="Enter">
          {said.next}
        </a>
        {isOpen && (
          <a class="button button-secondary" href={`/mail/${id}${queryOf(filter)}`}>
            {said.openAgain}
          </a>
        )}
        {!isOpen && visit.may(filedPath) && (
          <a class="button button-secondary" href={filedPath.replace(':id', id)}>
            {said.lookUp}
          </a>
        )}
        <a href={`/list${queryOf(filter)}`} data-key="t">
          {visit.texts.work.answer.toList}
        </a>
      </p>
    </div>
  )
  return show(title, body, { status: isConflict ? 409 : 200 })
}
