// The configuration's queues as labels. Apart from the schema, which takes long to load.
import { type Label, label } from '../ids.js'
import type { Config } from './schema.js'

/** The department queues, in the order of the configuration; `outside` is not one of them. */
export const queueLabels = ({ queues }: Config): readonly Label[] => Object.keys(queues).map(label)
