// From the groups of the municipality's directory to what somebody may do here. Pure.
import type { OidcSettings } from '../../config/review-schema.js'
import { type Label, label } from '../../ids.js'
import { type PersonRole, personRoles } from '../../roles.js'

export interface Granted {
  /** Empty when nothing is granted: the person has no business here. */
  readonly roles: readonly PersonRole[]
  /** Undefined when one of the groups gives all queues. */
  readonly departments: readonly Label[] | undefined
}

/** Whoever is in several groups may do what any of them may; a group without departments lifts the limits of the others. */
export function grantedBy(groups: readonly string[], rules: OidcSettings['groups']): Granted {
  const applying = rules.filter(({ group }) => groups.includes(group))
  const roles = personRoles.filter((role) => applying.some((rule) => rule.roles.includes(role)))
  // Only a group that lets somebody read mail says which mail.
  const reading = applying.filter((rule) => rule.roles.some((role) => role !== 'admin' && role !== 'auditor'))
  const isLimited = reading.length > 0 && reading.every(({ departments }) => departments !== undefined)
  const departments = [...new Set(reading.flatMap((rule) => rule.departments ?? []))].map((key) => label(key))
  return { roles, departments: isLimited ? departments : undefined }
}
