// The reference number that a person quotes and the log explains.
import { randomBytes } from 'node:crypto'

/** Short enough to read out over the phone: `3F1A0-77C2E`. */
export const newReference = (): string =>
  randomBytes(5)
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{5})/, '$1-')
