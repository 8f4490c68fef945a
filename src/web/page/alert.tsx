// A message in a box; screen readers announce warnings and errors immediately.
import type { Child } from 'hono/jsx'
import type { Flash, RequestContext } from '../request-context.js'
import { PageForm } from './form.js'
import { Icon } from './icon.js'

interface AlertProps {
  readonly ctx: Pick<RequestContext, 'assets'>
  readonly kind: Flash['kind']
  readonly heading?: string
  readonly children?: Child
}

export function Alert({ ctx, kind, heading, children }: AlertProps) {
  const role = kind === 'error' || kind === 'warning' ? 'alert' : 'status'
  return (
    <div class={`alert alert-${kind}`} role={role}>
      <Icon ctx={ctx} name={kind} class="alert-icon" />
      <div class="alert-body">
        {heading ? <p class="alert-heading">{heading}</p> : undefined}
        <div class="alert-text">{children}</div>
      </div>
    </div>
  )
}

/** What the last form did, with the button that undoes it. */
export function FlashAlert({ ctx }: { readonly ctx: RequestContext }) {
  const { flash } = ctx
  if (!flash) return undefined
  return (
    <Alert ctx={ctx} kind={flash.kind}>
      <span>{flash.text}</span>
      {flash.action ? (
        <PageForm ctx={ctx} action={flash.action.path} class="flash-action">
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
        </PageForm>
      ) : undefined}
    </Alert>
  )
}
