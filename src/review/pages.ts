// The table of all pages: every address, who may open it, and what answers. What is not here is not there.
import { homePages } from './home.js'
import { loginPages } from './login/login.js'
import { lookPages } from './look.js'
import { statementPages } from './statement.js'
import type { Page, ReviewServices } from './visit.js'

export const allPages = (services: ReviewServices): readonly Page[] => [
  ...homePages(),
  ...loginPages(services),
  ...lookPages(),
  ...statementPages(services),
]
