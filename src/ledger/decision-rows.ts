// Decisions to rows and back. The evidence of a prediction is words of the mail, so it has a column of its own that can be dropped.
import type { Insertable, Selectable } from 'kysely'
import { type Decision, filedOrGuessed, type IsoTime, leftBySign, type Prediction } from '../journey.js'
import type { DecisionEntry, DecisionRecord } from './contract/decisions.js'
import type { Tables } from './tables.js'

/** A decision that was written, with the entry it came from. */
export interface Written {
  readonly entry: DecisionEntry
  readonly record: DecisionRecord
}

export function rowOfDecision(
  entry: DecisionEntry,
  nth: number,
  at: IsoTime,
): Insertable<Tables['decisions']> {
  const { decision, prediction, actor } = entry
  const isAutomatic = actor.kind === 'program' && decision.kind === 'route' && entry.deliveries.length > 0
  return {
    mail_id: entry.mailId,
    nth,
    kind: decision.kind,
    label: filedOrGuessed(decision) ?? null,
    reason: decision.because.kind,
    sign: leftBySign(decision) ?? null,
    decision: JSON.stringify(decision),
    prediction: prediction ? JSON.stringify({ ...prediction, evidence: [] }) : null,
    evidence: prediction ? JSON.stringify(prediction.evidence) : null,
    model_id: prediction?.modelId ?? null,
    mode: entry.mode,
    person: actor.kind === 'person' ? actor.name : null,
    at,
    is_automatic: isAutomatic ? 1 : 0,
    note: entry.note ?? '',
    novelty: prediction?.novelty ?? null,
    unknown_share: prediction?.unknownShare ?? null,
  }
}

export const recordOf = (entry: DecisionEntry, id: number, at: IsoTime): DecisionRecord => ({
  id,
  mailId: entry.mailId,
  decision: entry.decision,
  prediction: entry.prediction,
  modelId: entry.prediction?.modelId,
  mode: entry.mode,
  actor: entry.actor,
  at,
  note: entry.note ?? '',
})

export const decisionOfRow = (row: Selectable<Tables['decisions']>): DecisionRecord => ({
  id: row.id,
  mailId: row.mail_id,
  decision: decisionFromJson(row.decision),
  prediction: predictionOfRow(row),
  modelId: row.model_id ?? undefined,
  mode: row.mode,
  actor: row.person === null ? { kind: 'program' } : { kind: 'person', name: row.person },
  at: row.at,
  note: row.note,
})

/** A stored decision. Before a decision had parts, a filed mail had one label; before signs were kept, a left one had none. */
function decisionFromJson(json: string): Decision {
  const { label, ...stored } = JSON.parse(json)
  if (stored.kind === 'route' && stored.parts === undefined) return { ...stored, parts: [{ queue: label }] }
  const { because } = stored as Decision
  return because.kind === 'automatic-mail' && because.sign === undefined
    ? { ...stored, because: { ...because, sign: 'unrecorded' } }
    : stored
}

function predictionOfRow(row: Selectable<Tables['decisions']>): Prediction | undefined {
  if (row.prediction === null) return undefined
  return { ...JSON.parse(row.prediction), evidence: row.evidence === null ? [] : JSON.parse(row.evidence) }
}
