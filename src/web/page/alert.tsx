// A message in a box, said by a screen reader at once when it is a warning or an error.
import type { Child } from 'hono/jsx'
import type { Flash, Visit } from '../request-context.js'
import { Form } from './form.js'
import { Icon } from './icon.js'

interface AlertProps {
  readonly visit: Pick<Visit, 'assets'>
  readonly kind: Flash['kind']
  readonly heading?: string
  readonly children?: Child
}

export function Alert({ visit, kind, heading, children }: AlertProps) {
  const role = kind === 'error' || kind === 'warning' ? 'alert' : 'status'
  return (
    <div class={`alert alert-${kind}`} role={role}>
      <Icon visit={visit} name={kind} class="alert-icon" />
      <div class="alert-body">
        {heading ? <p class="alert-heading">{heading}</p> : undefined}
        <div class="alert-text">{children}</div>
      </div>
    </div>
  )
}

/** What the last form did, with the button that undoes it. */
export function FlashAlert({ visit }: { readonly visit: Visit }) {
  const { flash } = visit
  if (!flash) return undefined
  return (
    <Alert visit={visit} kind={flash.kind}>
      <span>{flash.text}</span>
      {flash.action ? (
        <Form visit={visit} action={flash.action.path} class="flash-action">
          {Object.entries(flash.action.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button
            type="submit"
            class="button button-secondary button-small"
            {...(flash.action.key ? { 'data-key': flash.action.key } : {})}
          >
            {flash.action.label}
          </button>
        </Form>
      ) : undefined}
    </Alert>
  )
}
