// Who may look mail up: people who answer it, and people who learn from how it was decided.
import { rules } from '../../desk/access.js'

export const rolesThatRead = rules.view.roles
