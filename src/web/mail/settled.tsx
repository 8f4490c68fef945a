// A mail that no longer needs an answer: who did what, and where to go next.

import type { ListFilter } from '../../desk/list-shapes.js'
import type { Settled } from '../../desk/mail-shapes.js'
import type { MailId } from '../../ids.js'
import { listQueryOf } from '../list/filter.js'
import { Alert } from '../page/alert.js'
import { settledInWords } from '../page/outcome-words.js'
import { type PageResult, type PersonContext, type ReviewServices, show } from '../request-context.js'
import { filedPath } from './mail-href.js'

interface Around {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly id: MailId
  readonly filter: ListFilter
  /** The person's own answer came too late. */
  readonly isConflict?: boolean
}

export function settledPage(settled: Settled, around: Around): PageResult {
  const { ctx, id, filter, isConflict = false } = around
  const { outcome: t } = ctx.texts.work
  const name = settled.by === 'program' ? t.program : settled.by
  const title = isConflict && name !== ctx.person.name ? t.conflictTitle(name) : t.answeredTitle
  // After an undo, or when the program has listed it again, it waits with a new version.
  const isOpen =
    settled.what.kind === 'undone' || settled.what.kind === 'review' || settled.what.kind === 'later'
  const body = (
    <div class="prose settled">
      <h1>{title}</h1>
      <Alert ctx={ctx} kind={isConflict ? 'warning' : 'info'}>
        <span>
          {settledInWords(settled, around)}. {isConflict && t.conflict}
        </span>
      </Alert>
      <p class="button-row">
        <a class="button button-primary" href={`/list/next${listQueryOf(filter)}`} data-key="Enter">
          {t.next}
        </a>
        {isOpen && (
          <a class="button button-secondary" href={`/mail/${id}${listQueryOf(filter)}`}>
            {t.openAgain}
          </a>
        )}
        {!isOpen && ctx.may(filedPath) && (
          <a class="button button-secondary" href={filedPath.replace(':id', id)}>
            {t.lookUp}
          </a>
        )}
        <a href={`/list${listQueryOf(filter)}`} data-key="t">
          {ctx.texts.work.answer.toList}
        </a>
      </p>
    </div>
  )
  return show(title, body, { status: isConflict ? 409 : 200 })
}
