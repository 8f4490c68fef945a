// Flags > environment > file > defaults -> one frozen Config, or one error that lists every problem with its place.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { assertNever } from '../errors.js'
import { faultVariables } from '../fault-points.js'
import { crossProblems } from './cross-checks.js'
import { configInvalid, configMissing, configUnreadable } from './errors.js'
import type { Mailbox } from './mailbox-schema.js'
import {
  type ConfigFlags,
  type Environment,
  environmentProblems,
  type Override,
  overridden,
  overrides,
  unknownVariables,
} from './overrides.js'
import { withAbsolutePaths } from './paths.js'
import { type Problem, pathText, problemsOf, problemText } from './problems.js'
import { type Config, configSchema } from './schema.js'
import { secretVariables } from './secrets.js'
import { readYaml, type YamlDocument } from './yaml.js'

export interface LoadOptions {
  /** Default: `postfordeler.yml` in the working folder. */
  readonly file?: string
  readonly env: Environment
  readonly flags?: ConfigFlags
  /** What the paths in flags and environment are relative to. */
  readonly cwd?: string
  /** Called with a sentence for each thing that is odd but not a problem. */
  readonly warn?: (message: string) => void
}

const DEFAULT_FILE = 'postfordeler.yml'

/**
 * Loads the configuration: checked, with its defaults, every path absolute, frozen.
 * @throws CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID
 */
export function loadConfig(options: LoadOptions): Config {
  const file = fileOf(options)
  return configFrom(readText(file), file, options)
}

/**
 * Loads the configuration for work that needs neither mailbox nor queue, as training does: when no file is named and there is
 * none in the working folder, the defaults with what flags and environment say.
 * @throws as loadConfig, and CONFIG_MISSING only for a file that is named
 */
export function loadConfigOrDefaults(options: LoadOptions): Config {
  const file = fileOf(options)
  if (options.file !== undefined || existsSync(file)) return loadConfig(options)
  return configFrom('queues: {}', file, options, { mayLackQueues: true })
}

// ---------------------------------------------------------------------------------------------------------------

function fileOf({ file, cwd = process.cwd() }: LoadOptions): string {
  return resolve(cwd, file ?? DEFAULT_FILE)
}

function configFrom(
  text: string,
  file: string,
  { env, flags = {}, cwd = process.cwd(), warn = () => {} }: LoadOptions,
  needs = { mayLackQueues: false },
): Config {
  const document = readYaml(text)
  const given = overrides(env, flags, cwd)
  const name = shortName(file, cwd)
  const raw = overridden(document.value ?? {}, given)
  const result = configSchema.safeParse(raw)
  const issues = result.error?.issues ?? []
  const problems = [...problemsOf(issues, raw), ...crossProblems(raw, needs), ...environmentProblems(env)]
  const lines = problemLines({ name, document, given, problems })
  if (result.data === undefined || lines.length > 0) throw configInvalid(name, lines)
  const config = withAbsolutePaths(result.data, dirname(file))
  for (const message of warnings(config, env)) warn(message)
  return frozen(config)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw configMissing(file, otherConfigurations(dirname(file)))
    }
    throw configUnreadable(file, error)
  }
}

/** As the user would type it, unless that leads out of the working folder. */
function shortName(file: string, cwd: string): string {
  const short = relative(cwd, file)
  return short.startsWith('..') ? file : short
}

function otherConfigurations(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
  } catch {
    return [] // the folder is missing too, so there is nothing to offer
  }
}

interface Findings {
  readonly name: string
  readonly document: YamlDocument
  readonly given: readonly Override[]
  readonly problems: readonly Problem[]
}

/** If the text could not be read at all, only the reader's problems are reported: the schema would only miss keys. */
function problemLines({ name, document, given, problems }: Findings): string[] {
  const unread = document.problems.map(({ position, message }) => ({ position, text: message }))
  const isUnread = document.value === undefined && unread.length > 0
  const found = (isUnread ? [] : problems).map((problem) => {
    const origin = given.findLast(({ path }) => pathText(path) === pathText(problem.path))?.origin
    return { position: document.positionOf(problem.path), text: problemText(problem), origin }
  })
  return [...unread.map((problem) => ({ ...problem, origin: undefined })), ...found]
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(({ position, text, origin }) => `${origin ?? `${name}:${position.line}:${position.column}`} ${text}`)
}

function warnings(config: Config, env: Environment): string[] {
  const passwords = config.mailboxes.flatMap(secretVariables)
  const open = config.mailboxes.filter(isInTheClear)
  return [
    ...unknownVariables(env, [...passwords, ...Object.values(faultVariables)]),
    ...open.map(
      ({ name }) =>
        `The mailbox ${name} has tls: false, so its password and mail cross the network in the clear.`,
    ),
  ]
}

function isInTheClear(mailbox: Mailbox): boolean {
  switch (mailbox.kind) {
    case 'imap':
      return !mailbox.imap.tls && !isLocal(mailbox.imap.host)
    case 'files':
      return false
    default:
      return assertNever(mailbox)
  }
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const child of Object.values(value)) frozen(child)
    Object.freeze(value)
  }
  return value
}
