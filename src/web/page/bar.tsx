// A share as a bar, repeating the number beside it.

/** @param share [0, 1] */
export const Bar = ({ share }: { readonly share: number }) => (
  <svg class="bar" aria-hidden="true" focusable="false" width="100%" height="4">
    <rect class="bar-all" width="100%" height="4" rx="2" />
    <rect class="bar-part" width={`${(share * 100).toFixed(1)}%`} height="4" rx="2" />
  </svg>
)
