// Fault tests come in two sizes: the short form is part of `verify`, the long form gives the figures of docs/reliability.md.

/** Which of the two this run is; without POSTFORDELER_FAULTS the short one. */
export const form: 'short' | 'long' = readForm(process.env['POSTFORDELER_FAULTS'])

/** What a test does many times of: `short` in the short form, `long` in the long one. */
export const size = <T>(short: T, long: T): T => (form === 'long' ? long : short)

// ---------------------------------------------------------------------------------------------------------------

function readForm(value = 'short'): 'short' | 'long' {
  if (value === 'short' || value === 'long') return value
  throw new Error(`POSTFORDELER_FAULTS is "${value}"; expected "short" or "long".`)
}
