// The page on which a mail is read: waiting mail under review, filed mail under find.
import type { ThreadMail } from '../../desk/mail-shapes.js'
import type { RequestContext } from '../request-context.js'

/** Where filed mail is looked up, for those who may. */
export const filedPath = '/find/:id'

/** @returns undefined when the person may open neither page */
export function mailHref(
  { mailId, kind }: Pick<ThreadMail, 'mailId' | 'kind'>,
  { may }: Pick<RequestContext, 'may'>,
): string | undefined {
  const path = kind === 'review' && may('/mail/:id') ? '/mail/:id' : filedPath
  return may(path) ? path.replace(':id', mailId) : undefined
}
