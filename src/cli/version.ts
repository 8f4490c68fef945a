// What stands beside the program wherever it is installed: its version, and the bundled data.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The package's folder: two levels above this file, in `src` as in `dist`. */
const packageDir = resolve(import.meta.dirname, '..', '..')

export const programVersion = (): string =>
  JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version

/** A file or folder of the bundled corpus. */
export const bundled = (...names: readonly string[]): string => join(packageDir, 'data', ...names)
