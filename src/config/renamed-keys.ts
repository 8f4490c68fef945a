// Keys that have been renamed or replaced. The old name is a problem like an unknown key, but says what to write instead.

interface OldKey {
  /** The path that is gone; `*` for any key or index, as in `mailboxes.*.imap.host`. */
  readonly old: string
  readonly now: KeyNow
}

/** What to write instead: another name in the same block, or something else elsewhere. */
export type KeyNow =
  | { readonly kind: 'renamed'; readonly newName: string }
  | { readonly kind: 'replaced'; readonly why: string; readonly write: string }

const oldKeys: readonly OldKey[] = [
  // Not to be confused with a mailbox's `mode: shadow`.
  { old: 'shadow', now: { kind: 'renamed', newName: 'challenger' } },
  {
    old: 'promise.blindSample',
    now: {
      kind: 'replaced',
      why: 'people are asked so many questions a day, and no longer a share of filed mail',
      write: 'sample: { perDay: 10 } at the top level (perDay: 0 asks none)',
    },
  },
]

/** What to write instead of a key that is gone; undefined for any other. */
export function keyNow(path: readonly PropertyKey[]): KeyNow | undefined {
  return oldKeys.find(({ old }) => isAt(old.split('.'), path))?.now
}

// ---------------------------------------------------------------------------------------------------------------

const isAt = (steps: readonly string[], path: readonly PropertyKey[]): boolean =>
  steps.length === path.length && steps.every((step, at) => step === '*' || step === String(path[at]))
