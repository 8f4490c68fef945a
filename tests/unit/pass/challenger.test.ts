import { describe, expect, it } from 'vitest'
import { modelId } from '../../../src/ids.js'
import type { Prediction } from '../../../src/journey.js'
import type { Classifier } from '../../../src/model/classifier.js'
import { challenge } from '../../../src/pass/challenger.js'
import { aPrediction } from '../build.js'
import { mailText } from '../model/tiny.js'

/** A classifier that says what it is told to. */
const saying = (name: string, predictions: readonly Prediction[] | Error, thresholds = { pas: 0.8 }) =>
  ({
    modelId: modelId(name),
    manifest: { thresholds, noveltyLimit: 0.5, outside: 'udenfor' },
    predict: async () => {
      if (predictions instanceof Error) throw predictions
      return predictions
    },
    dispose: () => {},
  }) as unknown as Classifier

const live = modelId('20250101-000000-00000000')
const other = modelId('20250102-000000-00000000')
const texts = [mailText('pas'), mailText('ure')]
const sure = aPrediction('pas', 0.9)
const outside = aPrediction('udenfor', 0.9)

describe('a challenger', () => {
  it('is heard beside the live model, each by its own thresholds', async () => {
    const classifier = saying(live, [sure, outside])
    const challenger = saying(other, [aPrediction('pas', 0.7), { ...sure, novelty: 0.6 }])
    expect(await challenge({ classifier, challenger }, texts, [sure, outside])).toEqual([
      {
        challenger: {
          ...{ modelId: other, label: 'pas', wouldFile: false },
          live: { modelId: live, label: 'pas', wouldFile: true },
        },
      },
      {
        challenger: {
          ...{ modelId: other, label: 'pas', wouldFile: false },
          live: { modelId: live, label: 'udenfor', wouldFile: false },
        },
      },
    ])
  })

  it('that fails says nothing, and keeps no mail back', async () => {
    const classifier = saying(live, [sure, outside])
    const challenger = saying(other, new Error('broken'))
    expect(await challenge({ classifier, challenger }, texts, [sure, outside])).toEqual([{}, {}])
  })

  it('is not asked where there is none, or no model in use', async () => {
    const classifier = saying(live, [sure, outside])
    expect(await challenge({ classifier }, texts, [sure, outside])).toEqual([{}, {}])
    const challenger = saying(other, new Error('must not be asked'))
    expect(await challenge({ classifier: undefined, challenger }, texts, undefined)).toEqual([{}, {}])
  })
})
