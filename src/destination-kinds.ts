// The kinds of place that a mail can be delivered to, and what the rest of the program has to know of each.

interface DestinationTraits {
  /** `mail`: the mail itself is moved within its mailbox. `id`: the department is handed the mail's id. */
  readonly carries: 'mail' | 'id'
  /**
   * How it is taken back when a later decision replaces the one that asked for it: by moving the mail again, by the transaction
   * that writes the later decision, or by a delivery of its own that asks for it back.
   */
  readonly takenBack: 'by-moving' | 'in-the-ledger' | 'by-asking'
  /** Whom the note of a delivery that went well is for. */
  readonly doneNoteFor: 'people' | 'program'
}

/** Every kind of destination, with what the rest of the program has to know of it. A new kind begins here (docs/how-to-add.md). */
export const destinationTraits = {
  'imap-folder': { carries: 'mail', takenBack: 'by-moving', doneNoteFor: 'people' },
  'ledger-queue': { carries: 'id', takenBack: 'in-the-ledger', doneNoteFor: 'people' },
  'bullmq-queue': { carries: 'id', takenBack: 'by-asking', doneNoteFor: 'program' },
} as const satisfies Readonly<Record<string, DestinationTraits>>

export type DestinationKind = keyof typeof destinationTraits
export type TakenBack = DestinationTraits['takenBack']
type KindsThatCarry<What extends DestinationTraits['carries']> = {
  [Kind in DestinationKind]: (typeof destinationTraits)[Kind]['carries'] extends What ? Kind : never
}[DestinationKind]
export type FolderKind = KindsThatCarry<'mail'>
export type QueueKind = KindsThatCarry<'id'>

export const isFolderKind = (kind: DestinationKind): kind is FolderKind =>
  destinationTraits[kind].carries === 'mail'
