// The queues as people know them.
import type { Config } from '../config/schema.js'
import { type Label, label } from '../ids.js'
import type { QueueView } from './mail-shapes.js'

export const queueViews = ({ queues }: Config): readonly QueueView[] =>
  Object.entries(queues).map(([key, { name, description, kle, selfService }]) => ({
    label: label(key),
    ...{ name, description, kle, selfService },
  }))

export function queueView({ queues }: Config, key: Label): QueueView | undefined {
  const queue = queues[key]
  if (queue === undefined) return undefined
  const { name, description, kle, selfService } = queue
  return { label: key, name, description, kle, selfService }
}
