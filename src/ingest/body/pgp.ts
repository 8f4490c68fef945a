// The wrapping of a text signed with PGP: nobody's words.
import type { Line } from './lines.js'

/** The text between the marks, as it was written; other texts as they are. */
export function withoutPgp(lines: readonly Line[]): readonly Line[] {
  const begin = lines.findIndex(({ bare }) => bare === '-----BEGIN PGP SIGNED MESSAGE-----')
  if (begin < 0) return lines
  const signature = lines.findIndex(({ bare }, at) => at > begin && bare === '-----BEGIN PGP SIGNATURE-----')
  if (signature < 0) return lines
  const end = lines.findIndex(({ bare }, at) => at > signature && bare === '-----END PGP SIGNATURE-----')
  let text = begin + 1
  while (/^(?:Hash|Charset|NotDashEscaped):/.test(lines[text]?.bare ?? '')) text++
  const after = end < 0 ? [] : lines.slice(end + 1)
  return [...lines.slice(0, begin), ...lines.slice(text, signature), ...after]
}
