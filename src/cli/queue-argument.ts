// A department's queue named on the command line.
import { question } from '../config/did-you-mean.js'
import type { Config } from '../config/schema.js'
import { type Label, label } from '../ids.js'
import { usageError } from './command.js'

/** The queue of that key. */
export function queueNamed({ queues }: Pick<Config, 'queues'>, name: string): Label {
  if (Object.hasOwn(queues, name)) return label(name)
  const keys = Object.keys(queues)
  throw usageError(
    `There is no queue "${name}"${question(name, keys)}.`,
    `The queues are: ${keys.join(', ')}.`,
  )
}
