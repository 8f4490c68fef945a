// The result of an answer or an undo as a message: what happened, what it means for the mail, and how to take it back.

import { inWords } from '../../danish-time.js'
import type { AnswerOutcome, Filing, UndoOutcome } from '../../desk/answer-shapes.js'
import type { Settled, Settlement } from '../../desk/mail-shapes.js'
import type { Label } from '../../ids.js'

import type { Flash, PersonContext, ReviewServices } from '../request-context.js'
import { spanInWords } from './format.js'

interface OutcomeContext {
  readonly ctx: PersonContext
  readonly services: Pick<ReviewServices, 'config' | 'desk'>
}

/** @returns with an undo button where there is something to undo */
export function flashOf(outcome: AnswerOutcome, context: OutcomeContext): Flash {
  const { outcome: t } = context.ctx.texts.work
  if (outcome.kind === 'missing') return { kind: 'warning', text: t.missing }
  if (outcome.kind === 'refused') return { kind: 'error', text: t.refused[outcome.why] }
  if (outcome.kind === 'conflict')
    return { kind: 'warning', text: `${settledInWords(outcome, context)}. ${t.conflict}` }
  const undo = { undo: outcome.undo, once: context.services.desk.newToken() }
  return {
    kind: loudness[outcome.filing],
    text: [whatInWords(outcome.what, context), filingInWords(outcome.filing, context)]
      .filter(Boolean)
      .join(' '),
    action: { label: t.undo, path: `/mail/${outcome.mailId}/undo`, fields: undo, key: 'u' },
  }
}

/** The result of an undo. */
export function undoFlashOf(outcome: UndoOutcome, context: OutcomeContext): Flash {
  const { outcome: t } = context.ctx.texts.work
  switch (outcome.kind) {
    case 'undone': {
      const text = backInWords(outcome.back, context)
      const queue = withdrawalInWords(outcome.queue, context)
      const filing = filingInWords(outcome.filing, context)
      return {
        kind: queue ? 'warning' : loudness[outcome.filing],
        text: [text, queue, filing].filter(Boolean).join(' '),
      }
    }
    case 'conflict':
      return { kind: 'warning', text: t.undoConflict(settledInWords(outcome, context)) }
    case 'refused':
      return { kind: 'error', text: t.refused[outcome.why] }
    case 'missing':
      return { kind: 'warning', text: t.missing }
    case 'nothing-to-undo':
      return { kind: 'info', text: t.nothingToUndo }
  }
}

/** Who did what, and when: `Carl lagde mailen i Skat for 2 minutter siden`. */
export function settledInWords({ by, at, what }: Settled, context: OutcomeContext): string {
  const { texts, now } = context.ctx
  const { outcome: t, answer } = texts.work
  const name = by === 'program' ? t.program : by
  const ago = t.ago(spanInWords(at, now, texts))
  const act =
    what.kind === 'queue'
      ? t.settled.queue(name, queueName(what.label, context))
      : what.kind === 'not-ours'
        ? t.settled['not-ours'](name, answer.notOursKinds[what.what ?? 'other'].toLowerCase())
        : what.kind === 'later'
          ? t.settled.later(name, inWords(what.until, texts.locale))
          : t.settled[what.kind](name)
  return `${act} ${ago}`
}

export const queueName = (label: Label, { services, ctx }: OutcomeContext): string =>
  label === services.config.outside
    ? ctx.texts.work.answer.outside
    : (services.config.queues[label]?.name ?? label)

// ---------------------------------------------------------------------------------------------------------------

const loudness: Readonly<Record<Filing, Flash['kind']>> = {
  filed: 'success',
  none: 'success',
  pending: 'info',
  gone: 'warning',
  failed: 'warning',
}

/** Empty when all went well. */
function filingInWords(filing: Filing, { ctx }: OutcomeContext): string | undefined {
  const t = ctx.texts.work.outcome.filing
  return filing === 'filed' || filing === 'none' ? undefined : t[filing]
}

function whatInWords(what: Settlement, context: OutcomeContext): string {
  const { texts } = context.ctx
  const { outcome: t, answer } = texts.work
  if (what.kind === 'queue') return t.queue(queueName(what.label, context))
  if (what.kind === 'later') return t.later(inWords(what.until, texts.locale))
  if (what.kind === 'not-ours') return t['not-ours'](answer.notOursKinds[what.what ?? 'other'].toLowerCase())
  return what.kind === 'review' ? t.takenUp : t.closed
}

function backInWords(
  back: Extract<UndoOutcome, { kind: 'undone' }>['back'],
  context: OutcomeContext,
): string {
  const { outcome: t } = context.ctx.texts.work
  if (back === 'left') return t.leftAgain
  return back === 'review' ? t.undone : t.backInQueue(queueName(back, context))
}

function withdrawalInWords(
  queue: Extract<UndoOutcome, { kind: 'undone' }>['queue'],
  context: OutcomeContext,
): string | undefined {
  if (queue.kind !== 'taken' && queue.kind !== 'done') return undefined
  const { outcome: t } = context.ctx.texts.work
  const words = queue.kind === 'taken' ? t.queueTaken : t.queueDone
  return words(queueName(queue.label, context), queue.by ?? t.queueSomebody)
}
