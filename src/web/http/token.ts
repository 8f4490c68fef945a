// The token of a session's forms: a hash of a secret that only this browser and we know, so that no token has to be stored.
import { createHash, timingSafeEqual } from 'node:crypto'

/** @param secret the session's id, or the visitor's random number before login. Each login has new tokens. */
export const tokenOf = (secret: string): string =>
  createHash('sha256').update(`form of ${secret}`).digest('base64url')

export function isFormToken(given: string, secret: string): boolean {
  const expected = Buffer.from(tokenOf(secret))
  const got = Buffer.from(given)
  return got.length === expected.length && timingSafeEqual(got, expected)
}
