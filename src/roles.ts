// Who a person is on the page, and what they may do there. A role is a word in the configuration, the ledger and the route table.
import type { Label } from './ids.js'

export const personRoles = [
  'caseworker', // reads and answers what waits
  'lead', // the figures of the queues; also answers
  'data', // the figures, and filed mail as it was decided
  'admin', // the accounts; reads no mail
  'auditor', // the audit log; reads no mail
] as const
export type PersonRole = (typeof personRoles)[number]

type Roles = readonly PersonRole[]

/** Who does the daily work: reads what waits and answers it. */
export const rolesThatAnswer = ['caseworker', 'lead'] as const satisfies Roles
/** Who may look mail up: who answers it, and who learns from how it was decided. */
export const rolesThatFind = ['caseworker', 'lead', 'data'] as const satisfies Roles
/** Who sees the figures of queues and weeks. */
export const rolesThatSeeFigures = ['lead', 'data'] as const satisfies Roles

/** Somebody who is logged in, or named by an account. */
export interface Person {
  /** The login name: what the audit log and the answers say. */
  readonly name: string
  /** How the person is greeted; the login name when nothing better is known. */
  readonly displayName: string
  readonly roles: readonly PersonRole[]
  /** Only mail of these queues; undefined: of all. */
  readonly departments: readonly Label[] | undefined
}

export const isPersonRole = (text: string): text is PersonRole => personRoles.some((role) => role === text)

export const hasRole = ({ roles }: Pick<Person, 'roles'>, any: readonly PersonRole[]): boolean =>
  roles.some((role) => any.includes(role))

/** Login names appear in the audit log, so they are plain, and none is the program's own. */
export const isPersonName = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,98}$/u.test(text) && text.toLowerCase() !== 'program'
