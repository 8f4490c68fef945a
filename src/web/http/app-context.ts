// What stays the same from request to request, and what is known of one before its page is asked.
import type { Page, RequestContext, ReviewServices } from '../request-context.js'
import type { CookieConfig } from './cookies.js'

/** What every request needs, made once. */
export interface AppContext {
  readonly services: ReviewServices
  readonly cookieConfig: CookieConfig
  readonly assets: string
  readonly pages: readonly Page[]
}

/** A request with what only this layer may know. */
export interface Authenticated {
  readonly ctx: RequestContext
  readonly sessionId: string | undefined
  /** The cookie named a login that is over. */
  readonly hasExpired: boolean
  /** To be set: the browser had none. */
  readonly newVisitor: string | undefined
}
