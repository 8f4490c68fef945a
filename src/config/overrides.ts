// What takes precedence over the file: command-line flags, then the environment. Their paths are relative to the working folder, as in
// any other program; those in the file are relative to the file.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { question } from './did-you-mean.js'
import { configUnreadable } from './errors.js'
import { absoluteDatabase } from './paths.js'
import type { Problem } from './problems.js'

/** The environment as a process has it; passed in, never read from `process` here. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Settings that can be given on the command line. */
export interface ConfigFlags {
  readonly databaseUrl?: string
  readonly redisUrl?: string
  readonly models?: string
  readonly httpPort?: number
}

export interface Override {
  readonly path: readonly string[]
  readonly value: unknown
  /** The name of the variable or flag, to name in problems. */
  readonly origin: string
}

interface Overridable {
  readonly path: readonly string[]
  readonly variable: string
  readonly flag: keyof ConfigFlags
  readonly option: string
}

export const overridables: readonly Overridable[] = [
  {
    path: ['database', 'url'],
    variable: 'POSTFORDELER_DATABASE_URL',
    flag: 'databaseUrl',
    option: '--database-url',
  },
  { path: ['redis', 'url'], variable: 'POSTFORDELER_REDIS_URL', flag: 'redisUrl', option: '--redis-url' },
  { path: ['models'], variable: 'POSTFORDELER_MODELS', flag: 'models', option: '--models' },
  { path: ['http', 'port'], variable: 'POSTFORDELER_HTTP_PORT', flag: 'httpPort', option: '--http-port' },
]

/** Every override that is given, the environment's first and the flags' last, so that later ones win. */
export function overrides(env: Environment, flags: ConfigFlags, cwd: string): Override[] {
  const fromEnvironment = overridables.flatMap(({ path, variable }) => {
    const value = variableOrFile(env, variable, cwd)
    return value === undefined ? [] : [{ path, value: read(path, value, cwd), origin: variable }]
  })
  const fromFlags = overridables.flatMap(({ path, flag, option }) => {
    const value = flags[flag]
    return value === undefined ? [] : [{ path, value: read(path, value, cwd), origin: option }]
  })
  return [...fromEnvironment, ...fromFlags]
}

/** Variables that are given twice, directly and as `..._FILE`. */
export function environmentProblems(env: Environment): Problem[] {
  return overridables
    .filter(({ variable }) => env[variable] !== undefined && env[`${variable}_FILE`] !== undefined)
    .map(({ variable, path }) => ({
      path,
      got: `both ${variable} and ${variable}_FILE`,
      expected: 'one of them',
    }))
}

/** A sentence for each `POSTFORDELER_...` variable that nothing reads. */
export function unknownVariables(env: Environment, alsoKnown: readonly string[]): string[] {
  const known = overridables.flatMap(({ variable }) => [variable, `${variable}_FILE`])
  return Object.keys(env)
    .filter((name) => name.startsWith('POSTFORDELER_') && ![...known, ...alsoKnown].includes(name))
    .map((name) => `The environment variable ${name} is not known and is not used${question(name, known)}.`)
}

/** Puts the overrides into a copy of the file's value. */
export function overridden(value: unknown, given: readonly Override[]): unknown {
  return given.reduce((config, { path, value: override }) => withValue(config, path, override), value)
}

// ---------------------------------------------------------------------------------------------------------------

function variableOrFile(env: Environment, variable: string, cwd: string): string | undefined {
  const direct = env[variable]
  const file = env[`${variable}_FILE`]
  if (direct !== undefined || file === undefined) return direct
  try {
    return readFileSync(resolve(cwd, file), 'utf8').trim()
  } catch (error) {
    throw configUnreadable(`${file} (named by ${variable}_FILE)`, error)
  }
}

function read(path: readonly string[], value: string | number, cwd: string): string | number {
  if (typeof value === 'number') return value
  if (path[0] === 'database') return absoluteDatabase(value, cwd)
  if (path[0] === 'models') return value === '' ? value : resolve(cwd, value)
  return path[0] === 'http' && /^\d+$/.test(value) ? Number(value) : value
}

function withValue(config: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const isBlock = config !== null && typeof config === 'object' && !Array.isArray(config)
  const block = isBlock ? (config as Record<string, unknown>) : {}
  return { ...block, [key]: withValue(block[key], rest, value) }
}
