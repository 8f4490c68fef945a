// What stays the same for all requests, and what is known of one before its page runs.
import type { Page, RequestContext, ReviewServices } from '../request-context.js'
import type { CookieConfig } from './cookies.js'

/** What every request needs, made once. */
export interface AppContext {
  readonly services: ReviewServices
  readonly cookieConfig: CookieConfig
  readonly assets: string
  readonly pages: readonly Page[]
}

/** A request with what only this layer may see. */
export interface Authenticated {
  readonly ctx: RequestContext
  readonly sessionId: string | undefined
  /** The cookie named a session that has ended. */
  readonly hasExpired: boolean
  /** The visitor cookie to set; the browser had none. */
  readonly newVisitor: string | undefined
}
