// An icon of the design system, by its name in dkfds/dist/img/svg-icons. It says nothing by itself: the words stand beside it.
import type { Visit } from '../request-context.js'

export const Icon = ({
  visit,
  name,
  class: more = '',
}: {
  visit: Pick<Visit, 'assets'>
  name: string
  class?: string
}) => (
  <svg class={`icon-svg ${more}`.trim()} aria-hidden="true" focusable="false">
    <use href={`${visit.assets}/icons.svg#${name}`} />
  </svg>
)
