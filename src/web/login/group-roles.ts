// Maps the groups of the municipality's directory to roles and queues. Pure.
import type { OidcSettings } from '../../config/review-schema.js'
import { type Label, label } from '../../ids.js'
import { type PersonRole, personRoles } from '../../roles.js'

export interface Granted {
  /** Empty when nothing is granted: the person has no access. */
  readonly roles: readonly PersonRole[]
  /** Undefined when one of the groups grants all queues. */
  readonly departments: readonly Label[] | undefined
}

/** Members of several groups get the rights of all of them; a group without departments lifts the limits of the others. */
export function grantedBy(groups: readonly string[], rules: OidcSettings['groups']): Granted {
  const applying = rules.filter(({ group }) => groups.includes(group))
  const roles = personRoles.filter((role) => applying.some((rule) => rule.roles.includes(role)))
  // Only groups that may read mail limit which mail.
  const reading = applying.filter((rule) => rule.roles.some((role) => role !== 'admin' && role !== 'auditor'))
  const isLimited = reading.length > 0 && reading.every(({ departments }) => departments !== undefined)
  const departments = [...new Set(reading.flatMap((rule) => rule.departments ?? []))].map((key) => label(key))
  return { roles, departments: isLimited ? departments : undefined }
}
