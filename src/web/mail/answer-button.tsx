// The buttons of an answer: each submits the form with its own choice, and most have a shortcut.
import type { Child } from 'hono/jsx'

interface ChoiceButtonProps {
  /** As answer-choices.ts reads it: `queue:pas`, `not-ours:spam`. */
  readonly value: string
  /** Its single-key shortcut. */
  readonly hotkey?: string | undefined
  readonly class?: string
  readonly children?: Child
}

/** It needs no queue chosen in the search field. */
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

/** With its shortcut after the label. */
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

/** Visual only: screen readers get the shortcut from the button itself. */
export const Key = ({ name }: { readonly name: string }) => (
  <span class="hotkey" aria-hidden="true">
    {name}
  </span>
)
