// Who may look mail up: who answers it, and who learns from how it was decided.
import type { PersonRole } from '../../roles.js'

export const rolesThatRead = ['caseworker', 'lead', 'data'] as const satisfies readonly PersonRole[]
