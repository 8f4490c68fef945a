// Who does the daily work: reads what waits and answers it.
import { rules } from '../desk/access.js'

export const workers = rules.answer.roles
