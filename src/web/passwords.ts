// The door to argon2: hashing and checking passwords with argon2id at the strength that OWASP recommends (19 MiB, 2 passes, about 50 ms).
import { hash, verify } from '@node-rs/argon2'

export type PasswordFault = 'tooShort' | 'tooLong' | 'likeName'

/** Length counts, not special characters (NIST SP 800-63B). Very long passwords are refused before they cost anything. */
const SHORTEST = 12
const LONGEST = 200

/** What is wrong with a new password; undefined when nothing is. */
export function passwordFault(password: string, name: string): PasswordFault | undefined {
  if ([...password].length < SHORTEST) return 'tooShort'
  if (password.length > LONGEST) return 'tooLong'
  return password.toLowerCase() === name.toLowerCase() ? 'likeName' : undefined
}

/** @returns the hash with its salt and settings, as argon2 writes it (`$argon2id$...`) */
export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

/** Takes equally long for an unknown name (`stored` undefined), so that timing does not reveal which names exist. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  if (password.length > LONGEST) return false
  const isRight = await verify(stored ?? (await decoyHash()), password.normalize('NFC'))
  return isRight && stored !== undefined
}

// ---------------------------------------------------------------------------------------------------------------

let decoy: Promise<string> | undefined

function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password')
  return decoy
}
