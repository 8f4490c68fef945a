// Header fields as we read them: by name, with dates and addresses made safe.
import type { Address, IsoTime } from '../journey.js'
import { cleanText, decodeHeaderBytes } from './charset.js'
import { ADDRESSES } from './limits.js'

/** One field, unfolded where it is used; `line` includes the name. */
export interface HeaderLine {
  readonly key: string
  readonly line: string
}

/** Longest value that is read; the fields read here are ids, dates and keywords. */
const LONGEST_VALUE = 200_000

/** The first value of a field, on one line; undefined when the mail has none. */
export function headerValue(lines: readonly HeaderLine[], name: string): string | undefined {
  const found = lines.find((each) => each.key === name)
  if (!found) return undefined
  const value = found.line.slice(found.line.indexOf(':') + 1, LONGEST_VALUE).replace(/\r?\n/g, '')
  return cleanText(decodeHeaderBytes(value).text).trim()
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DATE =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([+-]\s?\d{1,4}|[a-z]{1,5}\b)?/i
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  bst: 60,
}

/** The moment of a Date field (RFC 5322 and what is written instead of it); a missing zone means UTC. */
export function dateOf(value: string | undefined): IsoTime | undefined {
  const text = (value ?? '').slice(0, 200).replace(/\([^()]*\)/g, ' ')
  const match = DATE.exec(text)
  const time = match ? timeOf(match) : isoTimeOf(text)
  const date = new Date(time)
  const year = date.getUTCFullYear()
  return Number.isNaN(time) || year < 1900 || year > 2200 ? undefined : date.toISOString()
}

/** An address as a mail parser gives it; `group` holds the members of a group. */
export interface ParsedAddress {
  readonly name?: string | undefined
  readonly address?: string | undefined
  readonly group?: readonly ParsedAddress[] | undefined
}

/** Addresses with groups opened; entries with neither a name nor an address are dropped. */
export function addressesOf(parsed: readonly ParsedAddress[]): Address[] {
  const flat = parsed.flatMap((entry) => entry.group ?? [entry]).slice(0, ADDRESSES)
  return flat
    .map(withAddressInName)
    .map((entry) => ({
      name: cleanText(entry.name ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      address: cleanText(entry.address ?? '')
        .trim()
        .toLowerCase(),
    }))
    .filter((entry) => entry.name !== '' || entry.address !== '')
}

// ---------------------------------------------------------------------------------------------------------------

function timeOf(match: RegExpExecArray): number {
  const [, day, month, year, hour, minute, second, zone] = match
  const monthIndex = MONTHS.indexOf((month ?? '').toLowerCase())
  if (monthIndex < 0) return Number.NaN
  const parts = [
    fullYear(Number(year)),
    monthIndex,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  ] as const
  if (parts[2] > 31 || parts[3] > 24 || parts[4] > 59) return Number.NaN
  return Date.UTC(...parts) - offsetMinutes(zone) * 60_000
}

/** RFC 5322, 4.3: two digits from 50 up mean the last century, three digits count from 1900. */
function fullYear(year: number): number {
  if (year < 50) return 2000 + year
  return year < 1000 ? 1900 + year : year
}

function offsetMinutes(zone: string | undefined): number {
  if (!zone) return 0
  const numeric = /^([+-])\s?(\d{1,4})$/.exec(zone)
  if (!numeric) return ZONES[zone.toLowerCase()] ?? 0
  const digits = (numeric[2] ?? '').padStart(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return numeric[1] === '-' ? -minutes : minutes
}

/** `2025-03-04 10:12:00` and `2025-03-04T10:12:00+01:00`. */
function isoTimeOf(text: string): number {
  const match = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:\.\d{1,3})?)\s*(Z|[+-]\d\d:?\d\d)?/.exec(text)
  return match ? Date.parse(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`) : Number.NaN
}

/** An encoded word may hold the whole of `Name <address>`: then that is what is shown and meant. */
function withAddressInName(entry: ParsedAddress): ParsedAddress {
  if (entry.address) return entry
  const whole = /^([^<>]{0,200})<([^\s<>@]{1,64}@[^\s<>@]{1,255})>\s{0,20}$/.exec(entry.name ?? '')
  return whole ? { name: whole[1], address: whole[2] } : entry
}
