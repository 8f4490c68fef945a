// Fields common to all answers, also where filed mail is moved: not ours, and a note.
import type { RequestContext } from '../request-context.js'
import { AnswerButton } from './answer-button.js'

interface FieldsProps {
  readonly ctx: Pick<RequestContext, 'texts'>
  /** Whether they have shortcuts: only on pages that list their keys. */
  readonly hasKeys?: boolean
  /** Nothing is known of the mail, so that there may be nothing for anybody in it. */
  readonly maybeNothing?: boolean
}

export const NotOurs = ({ ctx, hasKeys = false, maybeNothing = false }: FieldsProps) => {
  const { answer: t } = ctx.texts.work
  return (
    <fieldset>
      <legend>{t.notOurs}</legend>
      <div class="button-row">
        {maybeNothing && <AnswerButton value="not-ours:other">{t.nothingForUs}</AnswerButton>}
        {notOurs.map(({ kind, key }) => (
          <AnswerButton value={`not-ours:${kind}`} hotkey={hasKeys ? key : undefined}>
            {t.notOursKinds[kind]}
          </AnswerButton>
        ))}
      </div>
    </fieldset>
  )
}

export const NoteField = ({ ctx, hasKeys = false }: FieldsProps) => {
  const { answer: t } = ctx.texts.work
  return (
    <details class="note">
      <summary {...(hasKeys ? { 'data-key': 'n', 'data-focuses': 'note' } : {})}>{t.note}</summary>
      <label class="sr-only" for="note">
        {t.note}
      </label>
      <span class="form-hint" id="note-hint">
        {t.noteHint}
      </span>
      <textarea
        class="form-input"
        id="note"
        name="note"
        rows={3}
        maxlength={2000}
        aria-describedby="note-hint"
      />
    </details>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const notOurs = [
  { kind: 'another-authority', key: 'a' },
  { kind: 'spam', key: 's' },
  { kind: 'private', key: 'p' },
] as const
