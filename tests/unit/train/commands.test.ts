import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareLines, runCompare } from '../../../src/cli/commands/compare.js'
import { evaluateLines, runEvaluate } from '../../../src/cli/commands/evaluate.js'
import { modelsLines, runModels } from '../../../src/cli/commands/models.js'
import { runPromote } from '../../../src/cli/commands/promote.js'
import { runRollback } from '../../../src/cli/commands/rollback.js'
import { runTrain, trainLines } from '../../../src/cli/commands/train.js'
import { tinyExamples, tinyOptions } from '../model/tiny.js'

let modelsDir: string
let data: string
const audited: string[] = []
let clock = Date.parse('2025-03-01T10:00:00Z')
const deps = {
  readers: {
    splitBody: (own: string) => ({ own, signature: '', quoted: '', forwarded: '' }),
    parseEml: async () => ({ subject: '', body: { own: '', signature: '', quoted: '', forwarded: '' } }),
  },
  progress: () => {},
  now: () => {
    clock += 1000
    return new Date(clock)
  },
  programVersion: '0.0.0-test',
  audit: async (action: string) => {
    audited.push(action)
  },
}

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  data = join(modelsDir, 'mails.jsonl')
  const lines = tinyExamples.map(({ id, label, text }) => JSON.stringify({ id, label, text: text.own }))
  await writeFile(data, lines.join('\n'))
})
afterAll(() => rm(modelsDir, { recursive: true, force: true }))

/** Nothing is held out: whatever is promoted is put to use. */
const unchecked = { holdout: [], guarantee: tinyOptions.guarantee }

const train = (seed: number) =>
  runTrain({ ...tinyOptions, descriptions: [], modelsDir, data: [data], seed }, deps)

describe('the model commands, one after the other as an operator would', () => {
  it('train, models, evaluate, promote, compare and roll back', async () => {
    const first = await train(1)
    expect(first).toMatchObject({ n: 75, queues: 2, seconds: 2, heldOut: { n: 75 } })
    expect(trainLines(first).join('\n')).toContain(first.modelId)
    const second = await train(2)
    for (const { modelId: id } of [first, second]) await runPromote({ ...unchecked, id, modelsDir }, deps)

    const report = join(modelsDir, 'report')
    const document = await runEvaluate({ data: [data], modelsDir, report }, deps)
    expect(document).toMatchObject({ modelId: second.modelId, n: 75, accuracy: 1 })
    expect(JSON.parse(await readFile(join(report, 'evaluation.json'), 'utf8'))).toMatchObject({ n: 75 })
    expect(evaluateLines(document)[0]).toContain('75 mails')

    const compared = await runCompare({ a: first.modelId, b: second.dir, data: [data], modelsDir }, deps)
    expect(compared).toMatchObject({ modelA: first.modelId, modelB: second.modelId, mayPromote: true })
    expect(compareLines(compared).at(-1)).toContain('may be promoted')

    expect(await runRollback({ modelsDir }, deps)).toEqual({ from: second.modelId, to: first.modelId })
    expect(audited).toEqual(['promoted', 'promoted', 'rolled-back'])
    const rows = await runModels({ modelsDir })
    expect(rows.map(({ modelId, isCurrent }) => [modelId, isCurrent])).toEqual([
      [first.modelId, true],
      [second.modelId, false],
    ])
    expect(modelsLines(rows)[0]).toMatch(/^\* /)
  })

  it('the model card tells the three numbers and every queue', async () => {
    const { dir } = await train(3)
    const card = await readFile(join(dir, 'card.md'), 'utf8')
    expect(card).toContain('Filed without a person')
    expect(card).toContain('| pas |')
  })
})
