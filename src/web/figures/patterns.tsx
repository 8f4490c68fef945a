// The parts of a column: each has its own pattern besides its colour, for colour-blind readers and black-and-white prints.

/** Bottom to top. */
export const parts = ['filedAlone', 'byPeople', 'waiting'] as const
export type BarPart = (typeof parts)[number]

export const Patterns = () => (
  <defs>
    <pattern id="part-filedAlone" width="8" height="8" patternUnits="userSpaceOnUse">
      <rect class="tone-filed" width="8" height="8" />
    </pattern>
    <pattern
      id="part-byPeople"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect class="tone-ground" width="6" height="6" />
      <rect class="tone-people" width="3" height="6" />
    </pattern>
    <pattern id="part-waiting" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect class="tone-ground" width="6" height="6" />
      <circle class="tone-waiting" cx="3" cy="3" r="1.3" />
    </pattern>
  </defs>
)

/** For the legend. */
export const Swatch = ({ part }: { readonly part: BarPart }) => (
  <svg class="swatch" aria-hidden="true" focusable="false" width="18" height="18">
    <rect class={`part ${part}`} fill={`url(#part-${part})`} x="0.5" y="0.5" width="17" height="17" rx="3" />
  </svg>
)
