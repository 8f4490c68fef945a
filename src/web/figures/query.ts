// The chosen weeks and queue, in the address.
import type { Config } from '../../config/schema.js'
import { type Label, label } from '../../ids.js'

/** The spans to choose from, in weeks. */
export const spans = [1, 4, 12, 26, 52] as const

export interface FiguresChoice {
  readonly weeks: number
  readonly queue: Label | undefined
}

const STANDARD = 12

export function figureChoiceOf(query: URLSearchParams, { queues }: Pick<Config, 'queues'>): FiguresChoice {
  const weeks = spans.find((span) => String(span) === query.get('weeks')) ?? STANDARD
  const queue = query.get('queue') ?? ''
  return { weeks, queue: Object.hasOwn(queues, queue) ? label(queue) : undefined }
}

/** The query part of an address. */
export function figuresQueryOf({ weeks, queue }: FiguresChoice): string {
  const params = new URLSearchParams()
  if (weeks !== STANDARD) params.set('weeks', String(weeks))
  if (queue !== undefined) params.set('queue', queue)
  return params.size === 0 ? '' : `?${params}`
}
