// The demo's login: a link that works once, and only from this machine.
import { timingSafeEqual } from 'node:crypto'
import {
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type RequestContext,
  type ReviewServices,
} from '../request-context.js'

export const oneTimePath = (token: string): string => `/login/once/${token}`

export function oneTimePages({ oneTimeLogin, ledger }: ReviewServices): readonly Page[] {
  let left = oneTimeLogin
  const handler = async (ctx: RequestContext): Promise<PageResult> => {
    const given = ctx.params['token'] ?? ''
    if (!left || !isLoopback(ctx.address) || !isSame(given, left.token)) throw new NoSuchPage()
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
