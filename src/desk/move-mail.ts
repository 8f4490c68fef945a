// Filed mail moved elsewhere: a later decision by a person, and so a correction of the one before.
import type { Decision } from '../journey.js'
import type { Person } from '../roles.js'
import { type Answering, choiceTarget, cutNote, isToken, outcomeOf, withFiling } from './answer-item.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import type { MoveForm } from './filed-shapes.js'

export const createMoveMail = (deps: DeskContext, { answer }: Answering): Pick<Desk, 'move'> => ({
  async move(form, person) {
    const { mailId, decisionId } = form
    const current = await deps.door(person, 'move', mailId)
    const record = current && (await deps.ledger.mail(mailId))
    if (record?.decision === undefined) return { kind: 'missing', mailId }
    if (!isToken(form.token)) return { kind: 'refused', mailId, why: 'bad-token' }
    if (current?.item?.state === 'open' && current.decisionId === decisionId)
      return answer({ ...form, version: current.item.version }, person) // it waits for an answer, and this is one
    const target = choiceTarget(form.choice, undefined, deps.config)
    if (target === undefined) return { kind: 'refused', mailId, why: 'unknown-queue' }
    const note = cutNote(form.note)
    const planned = deps.planAnswer({ mailId, version: 0, ...target, by: person.name, note }, record)
    const entry = { ...planned, decision: correction(planned.decision, form, person), replaces: decisionId }
    const sent = { token: form.token, actor: person.name }
    const result = await deps.ledger.recordMove(entry, note, sent)
    const recorded = await outcomeOf(deps, { mailId, result, person, act: 'move' })
    const account = entry.deliveries.length > 0 ? record.account : undefined
    return withFiling(deps, { ...recorded, account })
  },
})

// ---------------------------------------------------------------------------------------------------------------

/** Nobody was asked: a person has placed it of their own accord. Why it is not ours is kept where it was said. */
const correction = (decision: Decision, { choice }: MoveForm, { name }: Person): Decision =>
  choice.kind === 'not-ours' ? decision : { ...decision, because: { kind: 'placed-by-person', by: name } }
