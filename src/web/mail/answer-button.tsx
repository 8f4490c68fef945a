// The buttons of an answer: each sends the form with its own choice, and most have a key.
import type { Child } from 'hono/jsx'

interface ChoiceButtonProps {
  /** As answer-choices.ts reads it: `queue:pas`, `not-ours:spam`. */
  readonly value: string
  /** The single key that presses it. */
  readonly hotkey?: string | undefined
  readonly class?: string
  readonly children?: Child
}

/** The queue that is to be found need not be chosen for it. */
export const ChoiceButton = ({ value, hotkey, children, ...more }: ChoiceButtonProps) => (
  <button
    type="submit"
    name="choice"
    value={value}
    formnovalidate
    {...more}
    {...(hotkey ? { 'data-key': hotkey, 'aria-keyshortcuts': hotkey } : {})}
  >
    {children}
  </button>
)

/** With its key behind the words. */
export const AnswerButton = ({
  kind = 'secondary',
  hotkey,
  children,
  value,
}: Omit<ChoiceButtonProps, 'class'> & { readonly kind?: 'primary' | 'secondary' }) => (
  <ChoiceButton
    value={value}
    hotkey={hotkey}
    class={`button button-${kind} ${kind === 'primary' ? 'wide' : 'button-small'}`}
  >
    {children}
    {hotkey && <Key name={hotkey} />}
  </ChoiceButton>
)

/** For the eye only: the button itself says its key to who reads by ear. */
export const Key = ({ name }: { readonly name: string }) => (
  <span class="hotkey" aria-hidden="true">
    {name}
  </span>
)
