// A form that a person sent, and what its act gave.

/** A form that was sent: its act is carried out once, and its result kept for a week. */
export interface SentForm {
  readonly token: string
  readonly actor: string
}

export interface AnswerResult {
  /** `bad-token`: the form's token was another person's or for another mail. */
  readonly kind: 'recorded' | 'conflict' | 'missing' | 'bad-token'
  /** For `conflict`: who was first. */
  readonly by?: string
  readonly decisionId?: number
  /** For what was put off or brought back: the item's version from now on. */
  readonly version?: number
}
