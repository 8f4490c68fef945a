// Who does the daily work: reads what waits and answers it.
import type { PersonRole } from '../roles.js'

export const workers = ['caseworker', 'lead'] as const satisfies readonly PersonRole[]
