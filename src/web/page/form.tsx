// Forms: each carries the token of its session. Fields have a visible label, and their hint and error are tied to them.
import type { Child } from 'hono/jsx'
import type { RequestContext } from '../request-context.js'

interface FormProps {
  readonly ctx: Pick<RequestContext, 'token'>
  readonly action: string
  readonly class?: string
  readonly id?: string
  readonly children?: Child
}

/** The name of the hidden field that every POST must carry. */
export const tokenField = '_token'

/** A form that changes something. For a search write a plain `<form method="get">`. */
export const PageForm = ({ ctx, action, children, ...more }: FormProps) => (
  <form method="post" action={action} {...more}>
    <input type="hidden" name={tokenField} value={ctx.token} />
    {children}
  </form>
)

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password' | 'search' | 'date'
  readonly value?: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly autocomplete?: string
  readonly isOptional?: boolean
}

/** A line of text with its label; `name` is its id too. */
export function Field({
  name,
  label,
  type = 'text',
  value,
  hint,
  error,
  autocomplete,
  isOptional,
}: FieldProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={name}>
        {label}
      </label>
      {hint ? (
        <span class="form-hint" id={`${name}-hint`}>
          {hint}
        </span>
      ) : undefined}
      {error ? (
        <span class="form-error-message" id={`${name}-error`}>
          {error}
        </span>
      ) : undefined}
      <input
        class="form-input"
        id={name}
        name={name}
        type={type}
        value={value ?? ''}
        required={!isOptional}
        spellcheck={false}
        autocapitalize="none"
        autocomplete={autocomplete ?? 'off'}
        {...(described ? { 'aria-describedby': described } : {})}
        {...(error ? { 'aria-invalid': 'true' } : {})}
      />
    </div>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly legend: string
  readonly hint?: string
  readonly type: 'radio' | 'checkbox'
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[]
  readonly chosen: readonly string[]
  readonly error?: string | undefined
  /** For many short options. */
  readonly isInColumns?: boolean
}

/** Radio buttons, or checkboxes. */
export function FormChoice({ name, legend, hint, type, options, chosen, error, isInColumns }: ChoiceProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset class="form-group" {...(described ? { 'aria-describedby': described } : {})}>
      <legend class="form-label">{legend}</legend>
      {hint && (
        <span class="form-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="form-error-message" id={`${name}-error`}>
          {error}
        </span>
      )}
      <div class={isInColumns ? 'in-columns' : 'in-rows'}>
        {options.map((option) => (
          <div class={`form-group-${type}`}>
            <input
              class={`form-${type}`}
              type={type}
              id={`${name}-${option.value}`}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
            />
            <label for={`${name}-${option.value}`}>
              {option.label}
              {option.hint && <span class="option-hint"> {option.hint}</span>}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
