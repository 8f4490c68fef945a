// What is measured: each labelled set of a data folder, in one part (an official split) or several (one writer left out at a time).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A line of a labelled file, as raw as it was given. */
export interface LabelledLine {
  readonly id: string
  readonly label: string
  readonly text?: string
  readonly subject?: string
  readonly body?: string
}

export interface Part {
  readonly name: string
  readonly train: readonly LabelledLine[]
  readonly test: readonly LabelledLine[]
}

/** How items that belong to no label are met: never seen in training, seen as one more label, or not there. */
export type Outside =
  | { readonly kind: 'unseen'; readonly label: string }
  | { readonly kind: 'learnt'; readonly label: string }
  | undefined

export interface BenchSet {
  readonly name: string
  readonly kind: 'public' | 'writers' | 'inbox'
  readonly title: string
  readonly language: string
  readonly outside: Outside
  /** Read when it is their turn: only one set is in memory at a time. */
  readonly parts: () => readonly Part[]
}

/** The label of items out of scope in public sets; it is taken out of the training part. */
const UNSEEN = 'oos'
/** The bundled corpus's label for mail that belongs to no queue; it is learnt. */
const LEARNT = 'udenfor'

/** The text that is given to programs that know no subject. */
export const textOf = ({ text, subject, body }: LabelledLine): string =>
  text ?? `${subject ?? ''}\n${body ?? ''}`

/**
 * The sets of a folder: folders with a train and a test file, or the bundled corpus.
 * @param learnsOutside whether items of no label are learnt as one more label, where a public set's training part has some
 */
export function setsOf(dir: string, { learnsOutside = false } = {}): readonly BenchSet[] {
  if (existsSync(join(dir, 'historical')) && existsSync(join(dir, 'inbox.jsonl'))) return bundledSets(dir)
  if (!existsSync(dir)) throw new Error(`There is no folder "${resolve(dir)}".`)
  const folders = fileIn(dir, 'train') === undefined ? readdirSync(dir).map((name) => join(dir, name)) : [dir]
  const sets = folders.flatMap((folder) => publicSet(folder, learnsOutside))
  if (sets.length === 0) {
    throw new Error(
      `"${dir}" holds no set: a folder with train.jsonl and test.jsonl (or .jsonl.gz), or historical/ and inbox.jsonl.`,
    )
  }
  return sets
}

/** The writer of a bundled mail: the middle of its id, as in `pas-w1-01`. */
export const writerOf = ({ id }: Pick<LabelledLine, 'id'>): string => {
  const writer = /-(w\d+)-[^-]*$/.exec(id)?.[1]
  if (writer === undefined) throw new Error(`The id "${id}" does not name its writer, as "pas-w1-01" does.`)
  return writer
}

/** One part for each writer: its mails are the test, all others the training. */
export function leaveOneWriterOut(lines: readonly LabelledLine[]): readonly Part[] {
  const writers = [...new Set(lines.map(writerOf))].sort()
  return writers.map((name) => ({
    name,
    train: lines.filter((line) => writerOf(line) !== name),
    test: lines.filter((line) => writerOf(line) === name),
  }))
}

// ---------------------------------------------------------------------------------------------------------------

function bundledSets(dir: string): readonly BenchSet[] {
  const historical = () =>
    readdirSync(join(dir, 'historical'))
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .flatMap((name) => readLines(join(dir, 'historical', name)))
  const common = { language: 'da', outside: { kind: 'learnt', label: LEARNT } as const }
  return [
    {
      ...common,
      name: 'writers',
      kind: 'writers',
      title: 'bundled Danish mail, leaving one writer out at a time',
      parts: () => leaveOneWriterOut(historical()),
    },
    {
      ...common,
      name: 'inbox',
      kind: 'inbox',
      title: 'bundled Danish mail, trained on the historical mail, tested on the inbox',
      parts: () => [{ name: 'inbox', train: historical(), test: readLines(join(dir, 'inbox.jsonl')) }],
    },
  ]
}

function publicSet(folder: string, learnsOutside: boolean): readonly BenchSet[] {
  const [train, test] = [fileIn(folder, 'train'), fileIn(folder, 'test')]
  if (train === undefined || test === undefined) return []
  const name = folder.split(/[\\/]/).at(-1) ?? folder
  const hasOutside = readLines(test).some(({ label }) => label === UNSEEN)
  const kind = learnsOutside ? 'learnt' : 'unseen'
  return [
    {
      name,
      kind: 'public',
      title: name,
      language: name.endsWith('_da') ? 'da' : 'en',
      outside: hasOutside ? { kind, label: UNSEEN } : undefined,
      parts: () => [
        {
          name,
          train: readLines(train).filter(({ label }) => learnsOutside || label !== UNSEEN),
          test: readLines(test),
        },
      ],
    },
  ]
}

const fileIn = (folder: string, part: 'train' | 'test'): string | undefined =>
  [`${part}.jsonl.gz`, `${part}.jsonl`].map((name) => join(folder, name)).find((file) => existsSync(file))

function readLines(file: string): readonly LabelledLine[] {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const read = JSON.parse(line) as Omit<LabelledLine, 'id'>
      return { id: `${at + 1}`, ...read }
    })
}
