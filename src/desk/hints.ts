// What is kept from people who may answer a mail of the blind sample: where the program filed it, and why.
import type { MailLine } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import { mayAct } from './access.js'
import type { ReviewRow } from './mail-shapes.js'

export const isBlindNow = (item: Pick<ReviewItem, 'state' | 'isBlind'> | undefined): boolean =>
  item?.state === 'open' && item.isBlind

/** Also when their departments keep them from this very mail: a colleague beside them may have it open. */
export const isHiddenFrom = (
  person: Person,
  item: Pick<ReviewItem, 'state' | 'isBlind'> | undefined,
): boolean => isBlindNow(item) && mayAct(person, 'answer')

export const isLineHiddenFrom = (person: Person, { isBlind }: Pick<MailLine, 'isBlind'>): boolean =>
  isBlind && mayAct(person, 'answer')

/** An item of the review list without what a blind judge must not know. */
export const withoutHints = (item: ReviewItem): ReviewRow =>
  isBlindNow(item) ? { ...item, guess: undefined, reason: undefined } : item
