// A filed mail put elsewhere: a later decision by a person, and so a correction of whoever filed it.
import type { Decision } from '../journey.js'
import { maySeeFiled } from './access.js'
import { type Answering, choiceTarget, cutNote, isToken, outcomeOf, withFiling } from './answer-item.js'
import type { DeskDeps } from './deps.js'
import type { Desk, Person } from './desk.js'
import type { MoveForm } from './filed-shapes.js'

export const createMoveMail = (deps: DeskDeps, { answer }: Answering): Pick<Desk, 'move'> => ({
  async move(form, person) {
    const { mailId, decisionId } = form
    if (!isToken(form.token)) return { kind: 'refused', mailId, why: 'bad-token' }
    const record = await deps.ledger.mail(mailId)
    const current = record?.decision
    if (record === undefined || current === undefined) return { kind: 'missing', mailId }
    if (!maySeeFiled(person, current.decision)) return { kind: 'missing', mailId }
    const item = await deps.ledger.reviewItem(mailId)
    if (item?.state === 'open' && current.id === decisionId)
      return answer({ ...form, version: item.version }, person) // it waits for an answer, and this is one
    const target = choiceTarget(form.choice, undefined, deps.config)
    if (target === undefined) return { kind: 'refused', mailId, why: 'unknown-queue' }
    const note = cutNote(form.note)
    const planned = deps.planAnswer({ mailId, version: 0, ...target, by: person.name, note }, record)
    const entry = { ...planned, decision: correction(planned.decision, form, person), replaces: decisionId }
    const sent = { token: form.token, actor: person.name }
    const recorded = await outcomeOf(deps, record, await deps.ledger.recordMove(entry, note, sent))
    const account = entry.deliveries.length > 0 ? record.account : undefined
    return withFiling(deps, { ...recorded, account })
  },
})

// ---------------------------------------------------------------------------------------------------------------

/** Nobody was asked: a person has placed it of their own accord. Why it is not ours is kept where it was said. */
const correction = (decision: Decision, { choice }: MoveForm, { name }: Person): Decision =>
  choice.kind === 'not-ours' ? decision : { ...decision, because: { kind: 'placed-by-person', by: name } }
