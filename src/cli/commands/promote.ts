// postfordeler promote: puts a model to use when nothing speaks against it on the mail that is held out for that, and tells the trail.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { TriageError } from '../../errors.js'
import { percent } from '../../format.js'
import { currentModel, type PointerChange, promote } from '../../model/current.js'
import { loadClassifier } from '../../model/load.js'
import type { Side } from '../../train/compare.js'
import { type Objection, objectionsTo } from '../../train/gate.js'
import { type LabelledReaders, readAllLabelled } from '../../train/read-labelled.js'
import { scoreExamples } from '../../train/score.js'
import type { FilingGuarantee } from '../../train/thresholds.js'

type Details = Readonly<Record<string, unknown>>

export interface PointerDeps {
  /** Writes to the audit trail: a change after it was made, a refusal before it is told. */
  readonly audit: (
    action: 'promoted' | 'promotion-refused' | 'rolled-back',
    change: PointerChange,
    details?: Details,
  ) => Promise<void>
}

export interface PromoteOptions {
  readonly id: string
  readonly modelsDir: string
  /** Labelled mail that is never learnt from; none: nothing is looked at but the labels. */
  readonly holdout: readonly string[]
  readonly guarantee: FilingGuarantee
  /** Put to use whatever speaks against it, and why; undefined: not forced. */
  readonly force?: string | undefined
}

export interface PromoteDocument extends PointerChange {
  /** Mails that it was tried on. */
  readonly holdout: number
  readonly verdict: string | undefined
  readonly objections: readonly Objection[]
  readonly forced: boolean
}

/** @throws PROMOTE_REFUSED, after the refusal was written to the trail */
export async function runPromote(
  options: PromoteOptions,
  deps: PointerDeps & { readonly readers: LabelledReaders },
): Promise<PromoteDocument> {
  const { id, modelsDir, force } = options
  const { holdout, verdict, objections } = await tryOut(options, deps.readers)
  const findings = { holdout, verdict, objections, forced: objections.length > 0 && force !== undefined }
  if (objections.length > 0 && force === undefined) {
    const from = await currentModel(modelsDir)
    await deps.audit('promotion-refused', { from, to: id as PointerChange['to'] }, findings)
    throw promoteRefused(id, objections)
  }
  const change = await promote(modelsDir, id)
  await deps.audit('promoted', change, findings.forced ? { ...findings, why: force } : findings)
  return { ...change, ...findings }
}

/** The change for people. */
export const pointerLines = ({ from, to }: PointerChange): readonly string[] => [
  `In use: ${to}${from === undefined ? '' : ` (before: ${from})`}`,
  'A service that runs takes it up within seconds.',
]

export const promoteLines = (document: PromoteDocument): readonly string[] => [
  ...pointerLines(document),
  document.holdout === 0
    ? 'It was tried on no mail: name some under "holdout" in the configuration, that is never learnt from.'
    : `Tried on ${document.holdout} mails held out for that${document.verdict ? `: ${document.verdict}` : ''}.`,
  ...document.objections.map((objection) => `Forced though ${objectionInWords(objection)}.`),
]

// ---------------------------------------------------------------------------------------------------------------

/** Judges the candidate and the model in use on the mail held out. */
async function tryOut(options: PromoteOptions, readers: LabelledReaders) {
  const { id, modelsDir, holdout, guarantee } = options
  const current = await currentModel(modelsDir)
  // A model of another folder, or one that is not there, is for `promote` itself to refuse.
  if (holdout.length === 0 || current === id || !existsSync(join(modelsDir, id)))
    return { holdout: 0, verdict: undefined, objections: [] }
  const examples = await readAllLabelled(holdout, readers)
  const sideOf = async (name: string): Promise<Side> => {
    const classifier = await loadClassifier(name, { modelsDir })
    try {
      return { scored: await scoreExamples(classifier, examples), rule: classifier.manifest }
    } finally {
      classifier.dispose()
    }
  }
  const before = current === undefined ? undefined : await sideOf(current).catch(unusable)
  const { objections, comparison } = objectionsTo(await sideOf(id), before, guarantee)
  return { holdout: examples.length, verdict: comparison?.verdict, objections }
}

/** A model in use that cannot be read is no reason to keep another from its place. */
function unusable(error: unknown): undefined {
  if (!(error instanceof TriageError)) throw error
  return undefined
}

function objectionInWords(objection: Objection): string {
  switch (objection.kind) {
    case 'breaks-promise':
      return `${objection.wrong} of the ${objection.filed} mails it would file${objection.queue ? ` in "${objection.queue}"` : ''} are wrong, which breaks the promise`
    case 'loses-queue':
      return `it recognises ${percent(objection.now)} of the ${objection.n} mails of "${objection.queue}", the model in use ${percent(objection.before)}`
    case 'worse':
      return `it is right on ${percent(-objection.difference)} fewer mails than the model in use, which is not chance`
  }
}

const promoteRefused = (id: string, objections: readonly Objection[]): TriageError =>
  new TriageError(
    'PROMOTE_REFUSED',
    `Model "${id}" was not put to use: ${objections.map(objectionInWords).join('; ')}.`,
    {
      hint: 'Look at "postfordeler compare" and train again. "--force --why TEXT" puts it to use all the same; both go into the trail.',
    },
  )
