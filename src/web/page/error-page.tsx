// The page shown when something went wrong: what happened, what to do, a number to quote, never a stack trace.

import { type PageResult, type RequestContext, show } from '../request-context.js'
import type { Texts } from '../texts/da.js'

type ErrorKind = 'notFound' | 'forbidden' | 'form' | 'loggedOut' | 'tooMany' | 'bad' | 'fault'

const statusOf: Readonly<Record<ErrorKind, number>> = {
  notFound: 404,
  forbidden: 403,
  form: 403,
  loggedOut: 403,
  tooMany: 429,
  bad: 400,
  fault: 500,
}

/** @param reference stands in the log beside the fault; without one nothing was logged. */
export function errorPage(ctx: RequestContext, kind: ErrorKind, reference?: string): PageResult {
  const t = ctx.texts.errors
  const hint: keyof Texts['errors'] = `${kind}Hint`
  const body = (
    <>
      <h1>{t[kind]}</h1>
      <p>{t[hint]}</p>
      {reference ? <p class="reference">{ctx.texts.reference(reference)}</p> : undefined}
      <p>
        <a class="button button-secondary" href={ctx.person ? '/' : '/login'}>
          {ctx.person ? t.home : ctx.texts.login.title}
        </a>
      </p>
    </>
  )
  return show(t[kind], body, { status: statusOf[kind] })
}
