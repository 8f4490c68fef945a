// Where a mail is read: what waits, in the review; what is filed, where it is looked up.
import type { ThreadMail } from '../../desk/mail-shapes.js'
import type { RequestContext } from '../request-context.js'

/** Where filed mail is looked up; shown to whoever may. */
export const filedPath = '/find/:id'

/** @returns undefined when the person may read it in neither place */
export function mailHref(
  { mailId, kind }: Pick<ThreadMail, 'mailId' | 'kind'>,
  { may }: Pick<RequestContext, 'may'>,
): string | undefined {
  const path = kind === 'review' && may('/mail/:id') ? '/mail/:id' : filedPath
  return may(path) ? path.replace(':id', mailId) : undefined
}
