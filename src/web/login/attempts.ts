// Limits on failed logins: per name and address, per name, and per address.
// Unknown names count like all others, so that the response does not reveal which names exist.
import type { Accounts } from '../../ledger/contract/accounts.js'

export const WINDOW_MS = 15 * 60_000

/** An office shares one address, so that limit is wide; one name failing from everywhere is one person under attack. */
const bounds = { here: 5, name: 30, address: 100 } as const

type Counting = Pick<Accounts, 'loginFailures' | 'recordLoginFailure' | 'forgetLoginFailures'>

export async function isTooOften(accounts: Counting, name: string, address: string): Promise<boolean> {
  const keys = keysOf(name, address)
  for (const kind of ['here', 'name', 'address'] as const) {
    if ((await accounts.loginFailures(keys[kind], WINDOW_MS)) >= bounds[kind]) return true
  }
  return false
}

export const countFailure = (accounts: Counting, name: string, address: string): Promise<void> =>
  accounts.recordLoginFailure(Object.values(keysOf(name, address)), WINDOW_MS)

export const forgive = (accounts: Counting, name: string, address: string): Promise<void> =>
  accounts.forgetLoginFailures(keysOf(name, address).here)

// ---------------------------------------------------------------------------------------------------------------

const keysOf = (name: string, address: string) => ({
  here: `name and address ${name.toLowerCase()} ${address}`,
  name: `name ${name.toLowerCase()}`,
  address: `address ${address}`,
})
