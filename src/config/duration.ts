// A duration of the configuration (scalars.ts) -> milliseconds. Apart from the schema, which takes long to load.

/** Milliseconds of a duration as the configuration writes it. @example durationMs('60s') === 60_000 */
export function durationMs(text: string): number {
  const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text)
  if (!match) throw new Error(`not a duration: ${text}`)
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]
}
