// The table of all pages: every address, who may open it, and its handler. What is not listed here does not exist.
import { accountPages } from './account.js'
import { auditLogPages } from './audit-log/audit-log.js'
import { displayPages } from './display.js'
import { figuresPages } from './figures/figures.js'
import { findPages } from './find/find.js'
import { homePages } from './home.js'
import { leftPages } from './left/left.js'
import { listPages } from './list/list.js'
import { loginPages } from './login/login.js'
import { oidcPages, providerOf } from './login/oidc.js'
import { oneTimePages } from './login/one-time.js'
import { mailPages } from './mail/mail.js'
import type { Page, ReviewServices } from './request-context.js'
import { statementPages } from './statement.js'
import { userPages } from './users/users.js'

export function allPages(services: ReviewServices): readonly Page[] {
  const provider = providerOf(services)
  return [
    ...homePages(),
    ...listPages(services),
    ...leftPages(services),
    ...mailPages(services),
    ...findPages(services),
    ...figuresPages(services),
    ...loginPages(services, provider),
    ...oidcPages(services, provider),
    ...oneTimePages(services),
    ...accountPages(services),
    ...displayPages(),
    ...userPages(services),
    ...auditLogPages(services),
    ...statementPages(services),
  ]
}
