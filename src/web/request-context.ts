// What a page is given and what it gives back. Pages know no HTTP: they get a RequestContext and return a PageResult (http/register.ts does the rest).
//
// A new page: write `export const thingPages = (services: ReviewServices): readonly Page[] => [{ method, path, roles, handler }]` in a file
// of its own and add it to `allPages` in pages.ts. `roles` is who may enter; everybody else gets a 403 page or, without a login, the
// login page. A form is `<PageForm ctx={ctx} action="/path">` (page/form.tsx): it carries the token without which no POST reaches a handler.
// Words are in texts/da/ and texts/en/, a file a page. A section of the navigation is one line in page/navigation.tsx. Whoever shows or
// changes a mail calls `ctx.audited(...)` first.
import type { Child } from 'hono/jsx'
import type { Config } from '../config/schema.js'
import type { Desk } from '../desk/desk.js'
import type { MailId } from '../ids.js'
import type { Ledger } from '../ledger/contract/ledger.js'
import type { Log } from '../log.js'
import type { Person, PersonRole } from '../roles.js'
import type { Texts } from './texts/da.js'
import type { Language } from './texts/texts.js'

/** What the pages depend on. */
export interface ReviewServices {
  readonly config: Config
  readonly ledger: Ledger
  /** What a person can do with mail. */
  readonly desk: Desk
  readonly now: () => Date
  readonly log: Log
  readonly env: Readonly<Record<string, string | undefined>>
  /** A link that logs in once, from this machine only: the demo's. */
  readonly oneTimeLogin?: { readonly token: string; readonly name: string }
}

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Display settings; kept in cookies, so that they apply before login too. */
export interface Display {
  readonly language: Language
  readonly theme: Theme
  /** Whether single-key shortcuts are on (WCAG 2.1.4). */
  readonly hasKeys: boolean
}

export interface Flash {
  readonly kind: 'info' | 'success' | 'warning' | 'error'
  /** In the person's language, without mail text or addresses. */
  readonly text: string
  /** A button beside it, such as "undo"; `key` is its shortcut. */
  readonly action?: {
    readonly label: string
    readonly path: string
    readonly fields: Readonly<Record<string, string>>
    readonly key?: string
  }
}

/** One request. */
export interface RequestContext {
  readonly person: Person | undefined
  readonly display: Display
  readonly texts: Texts
  /** Path and query as asked for. */
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The fields of a POST whose token was valid; empty for GET. */
  readonly form: URLSearchParams
  /** Goes into every form (page/form.tsx). */
  readonly token: string
  readonly flash: Flash | undefined
  /** Folder of the styles, scripts and icons. */
  readonly assets: string
  /** Who runs the page, and where its accessibility statement is. */
  readonly organisation: string
  readonly accessibility: string
  readonly now: Date
  /** True when the person may open this path with GET. */
  readonly may: (path: string) => boolean
  /** Network address of the browser: for counting failed logins; never stored or logged in the clear. */
  readonly address: string
  /** One of the page's own cookies, by its plain name. */
  readonly cookie: (name: string) => string | undefined
  readonly session:
    | { readonly id: string; readonly source: 'local' | 'oidc'; readonly logoutHint: string | undefined }
    | undefined
}

/** A request by somebody who is logged in and allowed here. */
export interface PersonContext extends RequestContext {
  readonly person: Person
  /** Adds an entry to the audit log under the person's name; details are ids, labels and numbers. */
  readonly audited: (
    action: string,
    mailId?: MailId,
    details?: Readonly<Record<string, unknown>>,
  ) => Promise<void>
}

export type PageResult = (
  | {
      readonly kind: 'page'
      readonly title: string
      readonly body: Child
      readonly status?: number
      /** Scripts of ours besides page.js, by file name. */
      readonly scripts?: readonly string[]
      /** Where the browser goes after showing the page, as at logout. */
      readonly goOnTo?: string
    }
  /** See Other: the reply to a form that succeeded. */
  | { readonly kind: 'redirect'; readonly to: string; readonly flash?: Flash }
  | { readonly kind: 'download'; readonly type: string; readonly name: string; readonly content: string }
  /** An untrusted document for a sandboxed frame: nothing in it runs, nothing is loaded. */
  | { readonly kind: 'frame'; readonly html: string }
) & {
  /** A new session, or `none` to end it; sets the cookie. */
  readonly session?: { readonly id: string } | 'none'
  readonly cookies?: readonly CookieChange[]
}

export interface CookieChange {
  readonly name: string
  /** Undefined removes it. */
  readonly value: string | undefined
  readonly maxAgeSeconds?: number
}

interface PageAddress {
  readonly method: 'GET' | 'POST'
  /** As fastify writes it: `/mail/:id`. */
  readonly path: string
  /** Rate limit for guessable endpoints: requests per minute from one address, then 429. */
  readonly attemptsPerMinute?: number
}

export interface RolePage extends PageAddress {
  readonly roles: readonly PersonRole[]
  readonly handler: (ctx: PersonContext) => Promise<PageResult> | PageResult
}

export interface OpenPage extends PageAddress {
  readonly roles: 'anyone'
  readonly handler: (ctx: RequestContext) => Promise<PageResult> | PageResult
}

/** A page or the target of a form. Only those listed get in. */
export type Page = RolePage | OpenPage

export const show = (
  title: string,
  body: Child,
  more: { status?: number; scripts?: readonly string[] } = {},
): PageResult => ({
  kind: 'page',
  title,
  body,
  ...more,
})

export const goTo = (to: string, flash?: Flash): PageResult => ({
  kind: 'redirect',
  to,
  ...(flash ? { flash } : {}),
})

/** A path given from outside (`?to=`), if it is one of ours; anything that could lead elsewhere becomes `/`. */
export const ownPath = (text: string | null | undefined): string =>
  text && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '/'

/** Thrown when there is nothing at this address, or nothing for this person. */
export class NoSuchPage extends Error {}
