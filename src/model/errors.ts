// What can be wrong with a model folder or the models folder. Missing, old and corrupt are three errors with three remedies.
import { TriageError } from '../errors.js'

export const modelMissing = (name: string, modelsDir: string, existing: readonly string[]) =>
  new TriageError('MODEL_MISSING', `There is no model "${name}" in "${modelsDir}"; ${listed(existing)}.`, {
    hint: 'Train one ("postfordeler train --data PATH"), or name one that is there ("postfordeler models").',
  })

export const modelNoneCurrent = (modelsDir: string, existing: readonly string[]) =>
  new TriageError('MODEL_NONE_CURRENT', `No model is in use in "${modelsDir}"; ${listed(existing)}.`, {
    hint:
      existing.length > 0
        ? 'Put one to use: "postfordeler promote ID".'
        : 'Train one: "postfordeler train --data PATH".',
  })

export const modelFormatOld = (dir: string, got: unknown, expected: number) =>
  new TriageError(
    'MODEL_FORMAT_OLD',
    `The model in "${dir}" has format ${String(got)}, but this version reads format ${expected}.`,
    {
      hint: 'Train it again ("postfordeler train") or go back to the model before it ("postfordeler rollback").',
    },
  )

export const modelFeaturizerOld = (dir: string, got: string, expected: string) =>
  new TriageError(
    'MODEL_FEATURIZER_OLD',
    `The model in "${dir}" was trained on features "${got}", but this version makes "${expected}".`,
    { hint: 'Train it again ("postfordeler train"): it would be shown other features than it learnt.' },
  )

export const modelCorrupt = (dir: string, file: string, why: string, cause?: unknown) =>
  new TriageError('MODEL_CORRUPT', `The model in "${dir}" is damaged: ${file} ${why}.`, {
    hint: 'Copy the model folder again from where it was made, or go back to another ("postfordeler rollback").',
    cause,
  })

export const rollbackNothing = (modelsDir: string) =>
  new TriageError('MODEL_NO_ROLLBACK', `In "${modelsDir}" no model was in use before the current one.`, {
    hint: 'Name the model to go to: "postfordeler promote ID".',
  })

// ---------------------------------------------------------------------------------------------------------------

const listed = (existing: readonly string[]): string =>
  existing.length === 0 ? 'there is none' : `there are: ${existing.join(', ')}`
