// Values as both databases take them.

/** PostgreSQL refuses NUL, and half a surrogate pair is no UTF-8; mail holds both. A test of this form costs 1 ns a character. */
const suspicious = /[\0\ud800-\udfff]/

type Bindable = string | number | bigint | null | Uint8Array

export function bindable(value: unknown): Bindable {
  if (value === undefined) return null
  if (typeof value !== 'string' || !suspicious.test(value)) return value as Bindable
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
}
