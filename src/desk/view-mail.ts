// Any mail as it was decided: where it went and why, by whom or which model, and its audit log.
import { destinationTraits } from '../destination-kinds.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { Ledger } from '../ledger/contract/ledger.js'
import { may } from './access.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import type { FiledMail, Placement } from './filed-shapes.js'
import { isHiddenFrom, withoutHints } from './hints.js'
import { mailView, threadMail } from './mail-view.js'

/** More of a mail's audit log than anybody reads. */
const AUDIT_ROWS = 200

export const createViewMail = ({ ledger, door, now }: DeskContext): Pick<Desk, 'view'> => ({
  async view(id, person) {
    const current = await door(person, 'view', id)
    const record = current && (await ledger.mail(id))
    if (record === undefined) return undefined
    await ledger.recordAudit({ actor: person.name, action: 'viewed', mailId: id, details: { of: 'filed' } })
    const item = await ledger.reviewItem(id)
    const isHidden = isHiddenFrom(person, item)
    const thread = record.parsed ? await ledger.threadOf(record.parsed) : []
    const history = isHidden ? nothing : await historyOf(ledger, id)
    const queues = isHidden ? [] : await ledger.queuePlaces(id)
    return {
      mail: mailView(record, { hasBytes: await ledger.hasBytes(id), isHidden }),
      ...history,
      isDecided: record.decision !== undefined,
      current: history.placements.at(-1),
      isWaiting: item?.state === 'open',
      isHidden,
      review: item && withoutHints(item),
      queues: queues.map(({ label, state, takenBy }) => ({ label, state, by: takenBy })),
      thread: thread
        .filter((line) => may(person, 'view', line, now()))
        .map((line) => threadMail(line, { person, isHidden })),
    }
  },
})

// ---------------------------------------------------------------------------------------------------------------

type History = Pick<FiledMail, 'decisions' | 'deliveries' | 'placements' | 'auditLog'>

const nothing: History = { decisions: [], deliveries: [], placements: [], auditLog: [] }

async function historyOf(ledger: Ledger, id: DecisionRecord['mailId']): Promise<History> {
  const [decisions, deliveries] = [await ledger.decisions(id), await ledger.deliveries(id)]
  return {
    decisions,
    deliveries,
    placements: decisions.map((one) => placementOf(one, deliveries)),
    auditLog: await ledger.audit({ mailId: id, limit: AUDIT_ROWS }),
  }
}

const placementOf = (record: DecisionRecord, deliveries: FiledMail['deliveries']): Placement => ({
  decisionId: record.id,
  at: record.at,
  decision: record.decision,
  by: record.actor.kind === 'person' ? record.actor.name : undefined,
  modelId: record.modelId,
  ranked: record.prediction?.ranked.slice(0, 3) ?? [],
  evidence: record.prediction?.evidence ?? [],
  mode: record.mode,
  note: record.note,
  deliveries: deliveries
    .filter(({ decisionId }) => decisionId === record.id)
    .map(({ destination, label, move, state, note }) => ({
      ...{ destination, label, state },
      toFolder: move?.toFolder,
      note: state === 'done' && destinationTraits[destination].doneNoteFor === 'program' ? '' : note,
    })),
})
