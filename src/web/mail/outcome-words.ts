// What came of an answer or of taking one back, as a message: what happened, what it means for the mail, and the way back.

import type { AnswerOutcome, Filing, UndoOutcome } from '../../desk/answer-shapes.js'
import type { Settled, Settlement } from '../../desk/mail-shapes.js'
import type { Label } from '../../ids.js'
import { inWords } from '../local-time.js'
import { spanInWords } from '../page/format.js'
import type { Flash, PersonVisit, ReviewServices } from '../request-context.js'

interface Told {
  readonly visit: PersonVisit
  readonly services: Pick<ReviewServices, 'config' | 'desk'>
}

/** @returns with a button that takes the answer back, where there is something to take back. */
export function flashOf(outcome: AnswerOutcome, told: Told): Flash {
  const { outcome: said } = told.visit.texts.work
  if (outcome.kind === 'missing') return { kind: 'warning', text: said.missing }
  if (outcome.kind === 'refused') return { kind: 'error', text: said.refused[outcome.why] }
  if (outcome.kind === 'conflict')
    return { kind: 'warning', text: `${settledInWords(outcome, told)}. ${said.conflict}` }
  const undo = { undo: outcome.undo, once: told.services.desk.newToken() }
  return {
    kind: loudness[outcome.filing],
    text: [whatInWords(outcome.what, told), filingInWords(outcome.filing, told)].filter(Boolean).join(' '),
    action: { label: said.undo, path: `/mail/${outcome.mailId}/undo`, fields: undo, key: 'u' },
  }
}

/** What an undo came to. */
export function undoFlashOf(outcome: UndoOutcome, told: Told): Flash {
  const { outcome: said } = told.visit.texts.work
  switch (outcome.kind) {
    case 'undone': {
      const text = outcome.back === 'review' ? said.undone : said.backInQueue(queueName(outcome.back, told))
      const queue = withdrawalInWords(outcome.queue, told)
      const filing = filingInWords(outcome.filing, told)
      return {
        kind: queue ? 'warning' : loudness[outcome.filing],
        text: [text, queue, filing].filter(Boolean).join(' '),
      }
    }
    case 'conflict':
      return { kind: 'warning', text: said.undoConflict(settledInWords(outcome, told)) }
    case 'refused':
      return { kind: 'error', text: said.refused[outcome.why] }
    case 'missing':
      return { kind: 'warning', text: said.missing }
    case 'nothing-to-undo':
      return { kind: 'info', text: said.nothingToUndo }
  }
}

/** Who did what, and when: `Carl lagde mailen i Skat for 2 minutter siden`. */
export function settledInWords({ by, at, what }: Settled, told: Told): string {
  const { texts, now } = told.visit
  const { outcome: said, answer } = texts.work
  const name = by === 'program' ? said.program : by
  const ago = said.ago(spanInWords(at, now, texts))
  const deed =
    what.kind === 'queue'
      ? said.settled.queue(name, queueName(what.label, told))
      : what.kind === 'not-ours'
        ? said.settled['not-ours'](name, answer.notOursKinds[what.what ?? 'other'].toLowerCase())
        : what.kind === 'later'
          ? said.settled.later(name, inWords(what.until, texts.locale))
          : said.settled[what.kind](name)
  return `${deed} ${ago}`
}

export const queueName = (label: Label, { services, visit }: Told): string =>
  label === services.config.outside
    ? visit.texts.work.answer.outside
    : (services.config.queues[label]?.name ?? label)

// ---------------------------------------------------------------------------------------------------------------

const loudness: Readonly<Record<Filing, Flash['kind']>> = {
  filed: 'success',
  none: 'success',
  pending: 'info',
  gone: 'warning',
  failed: 'warning',
}

/** Nothing of what went as it should. */
function filingInWords(filing: Filing, { visit }: Told): string | undefined {
  const said = visit.texts.work.outcome.filing
  return filing === 'filed' || filing === 'none' ? undefined : said[filing]
}

function whatInWords(what: Settlement, told: Told): string {
  const { texts } = told.visit
  const { outcome: said, answer } = texts.work
  if (what.kind === 'queue') return said.queue(queueName(what.label, told))
  if (what.kind === 'later') return said.later(inWords(what.until, texts.locale))
  if (what.kind === 'not-ours')
    return said['not-ours'](answer.notOursKinds[what.what ?? 'other'].toLowerCase())
  return said.closed
}

function withdrawalInWords(
  queue: Extract<UndoOutcome, { kind: 'undone' }>['queue'],
  told: Told,
): string | undefined {
  if (queue.kind !== 'taken' && queue.kind !== 'done') return undefined
  const { outcome: said } = told.visit.texts.work
  const words = queue.kind === 'taken' ? said.queueTaken : said.queueDone
  return words(queueName(queue.label, told), queue.by ?? said.queueSomebody)
}
