// The sections of the page. Each is shown to those who may open it; a new section is one line here.

import type { RequestContext } from '../request-context.js'
import type { Texts } from '../texts/da.js'
import { Icon } from './icon.js'

const sections: readonly {
  readonly path: string
  readonly text: keyof Texts['sections']
  readonly icon: string
}[] = [
  { path: '/list', text: 'list', icon: 'checklist' },
  { path: '/find', text: 'find', icon: 'search' },
  { path: '/figures', text: 'figures', icon: 'analytics' },
  { path: '/trail', text: 'auditLog', icon: 'assignment' },
  { path: '/users', text: 'users', icon: 'persons' },
]

/** The first section that a person may open: where they land after login. */
export const homeOf = ({ may }: Pick<RequestContext, 'may'>): string =>
  sections.find(({ path }) => may(path))?.path ?? '/account'

export function Navigation({ ctx }: { readonly ctx: RequestContext }) {
  const shown = sections.filter(({ path }) => ctx.may(path))
  if (shown.length === 0) return undefined
  const [here = ''] = ctx.url.split('?')
  return (
    <nav class="sections" aria-label={ctx.texts.sections.label}>
      <ul class="unstyled-list no-max-width">
        {shown.map(({ path, text, icon }) => (
          <li>
            <a href={path} {...(isIn(here, path) ? { 'aria-current': here === path ? 'page' : 'true' } : {})}>
              <Icon ctx={ctx} name={icon} />
              {ctx.texts.sections[text]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const isIn = (here: string, path: string): boolean => here === path || here.startsWith(`${path}/`)
