// Who a person is on the page, and what they may do there. A role is a word in the configuration, the ledger and the route table.
import type { Label } from './ids.js'

export const personRoles = [
  'caseworker', // reads and answers what waits
  'lead', // the figures of the queues; also answers
  'data', // the figures, and filed mail as it was decided
  'admin', // the accounts; reads no mail
  'auditor', // the trail; reads no mail
] as const
export type PersonRole = (typeof personRoles)[number]

/** Somebody who is logged in, or named by an account. */
export interface Person {
  /** The login name: what the trail and the answers say. */
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

/** Login names are what the trail says, so they are plain, and none is the program's own. */
export const isPersonName = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,98}$/u.test(text) && text.toLowerCase() !== 'program'
