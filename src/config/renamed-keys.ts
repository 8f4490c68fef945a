// Keys that have been renamed. The old name is a problem like an unknown key, but says what to write instead.

interface RenamedKey {
  /** The path that has been renamed; `*` for any key or index, as in `mailboxes.*.imap.host`. */
  readonly old: string
  /** What the key is called now, in the same block. */
  readonly newName: string
}

const renamedKeys: readonly RenamedKey[] = [
  // Not to be confused with a mailbox's `mode: shadow`.
  { old: 'shadow', newName: 'challenger' },
]

/** The new name of a key that has been renamed; undefined for any other. */
export function newNameOf(path: readonly PropertyKey[]): string | undefined {
  return renamedKeys.find(({ old }) => isAt(old.split('.'), path))?.newName
}

// ---------------------------------------------------------------------------------------------------------------

const isAt = (steps: readonly string[], path: readonly PropertyKey[]): boolean =>
  steps.length === path.length && steps.every((step, at) => step === '*' || step === String(path[at]))
