// What stays the same from request to request, and what is known of one before its page is asked.
import type { Page, ReviewServices, Visit } from '../request-context.js'
import type { CookieHabits } from './cookies.js'

/** What every request needs, made once. */
export interface Ground {
  readonly services: ReviewServices
  readonly habits: CookieHabits
  readonly assets: string
  readonly pages: readonly Page[]
}

/** A visit with what only this layer may know. */
export interface Entered {
  readonly visit: Visit
  readonly sessionId: string | undefined
  /** The cookie named a login that is over. */
  readonly hasExpired: boolean
  /** To be set: the browser had none. */
  readonly newVisitor: string | undefined
}
