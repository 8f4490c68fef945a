// An icon of the design system, by its name in dkfds/dist/img/svg-icons. It is decoration: the words stand beside it.
import type { RequestContext } from '../request-context.js'

export const Icon = ({
  ctx,
  name,
  class: more = '',
}: {
  ctx: Pick<RequestContext, 'assets'>
  name: string
  class?: string
}) => (
  <svg class={`icon-svg ${more}`.trim()} aria-hidden="true" focusable="false">
    <use href={`${ctx.assets}/icons.svg#${name}`} />
  </svg>
)
