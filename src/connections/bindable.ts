// Values in a form that both databases accept.

/** PostgreSQL rejects NUL, and half a surrogate pair is not UTF-8; mail contains both. A test of this form costs 1 ns per character. */
const suspicious = /[\0\ud800-\udfff]/

type Bindable = string | number | bigint | null | Uint8Array

export function bindable(value: unknown): Bindable {
  if (value === undefined) return null
  if (typeof value !== 'string' || !suspicious.test(value)) return value as Bindable
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
}
