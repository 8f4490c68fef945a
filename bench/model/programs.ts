// The programs that are measured, how each is started, and how one that is missing is installed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Program {
  readonly name: string
  readonly title: string
  readonly command: readonly string[]
  /** Whether it can be started here. */
  readonly isThere: () => boolean
  readonly install: string
}

/** Debian's Python, which has Debian's packages; another python3 on the path may not. */
const PYTHON = '/usr/bin/python3'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).error === undefined
const succeeds = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const typescript = (path: string): readonly string[] => [process.execPath, '--import', 'tsx', here(path)]
const hasSklearn = () => succeeds(PYTHON, '-c', 'import sklearn')

export const ours: Program = {
  name: 'postfordeler',
  title: 'postfordeler',
  command: typescript('./ours.ts'),
  isThere: () => true,
  install: '',
}

export const peers: readonly Program[] = [
  {
    name: 'sklearn-svm',
    title: 'scikit-learn, linear SVM',
    command: [PYTHON, here('../peers/sklearn_peer.py'), '--model', 'svm'],
    isThere: hasSklearn,
    install: 'apt-get install python3-sklearn',
  },
  {
    name: 'sklearn-logistic',
    title: 'scikit-learn, logistic regression',
    command: [PYTHON, here('../peers/sklearn_peer.py'), '--model', 'logistic'],
    isThere: hasSklearn,
    install: 'apt-get install python3-sklearn',
  },
  {
    name: 'fasttext',
    title: 'fastText',
    command: [PYTHON, here('../peers/fasttext_peer.py')],
    isThere: () => runs('fasttext') && runs(PYTHON, '--version'),
    install: 'apt-get install fasttext python3',
  },
  {
    name: 'natural',
    title: "natural's Bayes",
    command: typescript('../peers/natural-peer.ts'),
    isThere: () => true,
    install: '',
  },
]
