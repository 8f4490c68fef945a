// The front page is the first section that a person may open.
import { personRoles } from '../roles.js'
import { homeOf } from './page/navigation.js'
import { goTo, type Page } from './request-context.js'

export const homePages = (): readonly Page[] => [
  {
    method: 'GET',
    path: '/',
    roles: personRoles,
    // Passes the last form's flash on to the page that is shown.
    handler: (ctx) => goTo(homeOf(ctx), ctx.flash),
  },
]
