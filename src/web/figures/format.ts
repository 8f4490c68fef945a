// The figures' numbers as people write them.

import type { Share } from '../../desk/figures-shapes.js'
import type { Label } from '../../ids.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import type { Texts } from '../texts/da.js'

/** Whole, with thousands separators: `1.234`. */
export const count = (number: number, { locale }: Pick<Texts, 'locale'>): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(number)

/** One decimal below ten, none above: `2,5`, `38`. */
export const amount = (number: number, { locale }: Pick<Texts, 'locale'>): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: number < 10 ? 1 : 0 }).format(number)

/** @param value [0, 1]; one decimal, because tenths matter here: `3,1 %`. */
export const share = (value: number, { locale }: Pick<Texts, 'locale'>): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value)

export const interval = ({ low, high }: Pick<Share, 'low' | 'high'>, texts: Texts): string =>
  texts.figures.interval(share(low, texts), share(high, texts))

/** `2026-W07` -> `7`, for `Uge 7`. */
export const weekNumber = (week: string): string => String(Number(week.slice(-2)))

export const weekName = (week: string, { figures }: Pick<Texts, 'figures'>): string =>
  figures.week(weekNumber(week))

export const weekWithYear = (week: string, { figures }: Pick<Texts, 'figures'>): string =>
  figures.weekOf(weekNumber(week), week.slice(0, 4))

/** A queue's display name; its key when it is no longer configured. */
export function queueTitle(
  queue: Label | 'none',
  { ctx, services }: { readonly ctx: Pick<PersonContext, 'texts'>; readonly services: ReviewServices },
): string {
  if (queue === 'none') return ctx.texts.figures.noGuess
  return services.config.queues[queue]?.name ?? queue
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
