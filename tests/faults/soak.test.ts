// Many mails through the whole pipeline in one process: what it holds after a full collection does not grow, nor do its open files.
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { finish } from '../live/installation.js'
import { tellFigure } from './figures.js'
import { size } from './size.js'
import type { Sample } from './soak/run.js'

const root = resolve(import.meta.dirname, '..', '..')
const mails = size(3_000, 200_000)
/** Caches fill, code is compiled, the database's page cache reaches its 32 MB. */
const warmUpShare = 0.3

async function soak(): Promise<readonly Sample[]> {
  const script = join(root, 'tests', 'faults', 'soak', 'run.ts')
  const args = ['--expose-gc', '--import', 'tsx', script, inject('faultModels'), String(mails)]
  const { code, stdout, stderr } = await finish(spawn(process.execPath, args, { cwd: root }))
  expect(code, stderr).toBe(0)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Slope of the straight line through the samples by least squares. @returns MB for each 100,000 mails */
function growth(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(samples.map((sample) => sample.mails)), mean(samples.map(of))]
  const above = samples.reduce((sum, sample) => sum + (sample.mails - x) * (of(sample) - y), 0)
  const below = samples.reduce((sum, sample) => sum + (sample.mails - x) ** 2, 0)
  return (above / below) * 100_000
}

const rounded = (value: number): number => Math.round(value * 10) / 10

describe('a soak', () => {
  it(`of ${mails} mails grows neither in memory nor in open files`, async () => {
    const samples = await soak()
    const warm = samples.filter(({ mails: done }) => done >= mails * warmUpShare)
    const heap = growth(warm, ({ heapMb, externalMb }) => heapMb + externalMb)
    const rss = growth(warm, ({ rssMb }) => rssMb)
    const last = samples.at(-1)
    const told = `${mails} mails: heap ${rounded(heap)} MB, RSS ${rounded(rss)} MB for each 100,000; at the end`
    process.stdout.write(`${told} ${JSON.stringify(last)}\n`)
    tellFigure('Soak', {
      mails: { sum: mails },
      'heap growth per 100,000 mails, MB': rounded(heap),
      'RSS growth per 100,000 mails, MB': rounded(rss),
      'RSS at the end, MB': last?.rssMb ?? 0,
      'mails/s': Math.round(mails / (last?.seconds ?? 1)),
    })
    expect(new Set(warm.map(({ files }) => files)).size).toBe(1)
    expect(Math.max(...warm.map(({ handles }) => handles))).toBeLessThanOrEqual(warm[0]?.handles ?? 0)
    // In a short run the caches are still filling, and its slope says nothing: its bound is on what was added.
    const added = (warm.at(-1)?.heapMb ?? 0) - (warm[0]?.heapMb ?? 0)
    expect(added).toBeLessThan(5)
    if (mails >= 100_000) {
      expect(heap).toBeLessThan(5)
      expect(rss).toBeLessThan(5)
    }
  })
})
