// The demo's login: a link that works once, and only from this machine.
import { timingSafeEqual } from 'node:crypto'
import {
  type Answer,
  goTo,
  NoSuchPage,
  type Page,
  type ReviewServices,
  type Visit,
} from '../request-context.js'

export const oneTimePath = (token: string): string => `/login/once/${token}`

export function oneTimePages({ oneTimeLogin, ledger }: ReviewServices): readonly Page[] {
  let left = oneTimeLogin
  const handler = async (visit: Visit): Promise<Answer> => {
    const given = visit.params['token'] ?? ''
    if (!left || !isLoopback(visit.address) || !isSame(given, left.token)) throw new NoSuchPage()
    const { name } = left
    left = undefined
    const id = await ledger.accounts.beginSession(name, { how: 'one-time link' })
    return { ...goTo('/'), session: { id } }
  }
  return oneTimeLogin ? [{ method: 'GET', path: oneTimePath(':token'), roles: 'anyone', handler }] : []
}

// ---------------------------------------------------------------------------------------------------------------

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
