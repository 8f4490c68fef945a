// The contract of the page's accounts: who they are, who is logged in, who failed to. people.ts, sessions.ts and login-failures.ts keep it.
import type { Label } from '../../ids.js'
import type { IsoTime } from '../../journey.js'
import type { Person, PersonRole } from '../../roles.js'

export interface Account extends Person {
  readonly source: 'local' | 'oidc'
  readonly isActive: boolean
  readonly createdAt: IsoTime
  readonly lastLoginAt: IsoTime | undefined
}

export interface AccountChange {
  readonly displayName?: string
  readonly roles?: readonly PersonRole[]
  /** `undefined` lifts the limit; leave the key out to let it be. */
  readonly departments?: readonly Label[] | undefined
  readonly isActive?: boolean
  readonly passwordHash?: string
}

export interface NewAccount {
  readonly name: string
  readonly displayName: string
  readonly roles: readonly PersonRole[]
  readonly departments: readonly Label[] | undefined
}

export interface Accounts extends Sessions, Failures {
  /** By name. */
  list(): Promise<readonly Account[]>
  find(name: string): Promise<Account | undefined>
  /** The hash of an active local account; undefined when there is none of that name. */
  passwordHash(name: string): Promise<string | undefined>
  /** `by` is who does it, for the audit log. False when the name is taken. */
  add(account: NewAccount & { readonly passwordHash: string }, by: string): Promise<boolean>
  /** Takes effect immediately; a new password or a closed account also ends the person's logins. False when there is no such account. */
  change(name: string, change: AccountChange, by: string): Promise<boolean>
  /** Removes an account and its sessions; what it did stays in the audit log. */
  remove(name: string, by: string): Promise<boolean>
  /**
   * The account of a login at the identity provider, made or brought up to date. Not when it was closed here, or when a
   * local account has its name.
   */
  signedInElsewhere(
    account: NewAccount & { readonly subject: string },
  ): Promise<Account | 'closed' | 'name-taken'>
}

export interface Session {
  readonly person: Person
  readonly beganAt: IsoTime
  readonly seenAt: IsoTime
  readonly source: 'local' | 'oidc'
  readonly logoutHint: string | undefined
  /** Said once, on the next page. */
  readonly flash: string | undefined
}

export interface SessionBounds {
  /** Without a request for longer than this a session ends. */
  readonly idleMs: number
  /** And after this long whatever happens. */
  readonly longestMs: number
}

export interface Sessions {
  /** Logs somebody in, with its audit row; returns the id for the browser's cookie. */
  beginSession(name: string, details: { readonly how: string; readonly logoutHint?: string }): Promise<string>
  /** The session of a cookie; undefined when it is over, or its account closed. */
  session(id: string, bounds: SessionBounds): Promise<Session | undefined>
  /** Notes that the person is still there. */
  touchSession(id: string): Promise<void>
  /** What the next page says, once; undefined clears it. */
  setFlash(id: string, flash: string | undefined): Promise<void>
  endSession(id: string): Promise<void>
  /** Drops the sessions that have run out. */
  sweepSessions(bounds: SessionBounds): Promise<void>
}

export interface Failures {
  /** Failures counted under a key since `windowMs` ago. */
  loginFailures(key: string, windowMs: number): Promise<number>
  /** Counts one under each key; a window that has passed starts over. */
  recordLoginFailure(keys: readonly string[], windowMs: number): Promise<void>
  /** Forgets what was counted under a key: the person is who they say. */
  forgetLoginFailures(key: string): Promise<void>
}
