// What is shown of the left mail, in the address.
import type { Config } from '../../config/schema.js'
import type { LeftQuery } from '../../desk/left-shapes.js'
import { type LeftSign, leftSigns } from '../../journey.js'

/** The fields as chosen; an unknown sign or mailbox counts as not chosen. */
export interface LeftFields {
  readonly sign: LeftSign | ''
  readonly mailbox: string
}

export const shownSigns: readonly LeftSign[] = leftSigns

export function leftFieldsOf(query: URLSearchParams, { mailboxes }: Pick<Config, 'mailboxes'>): LeftFields {
  const mailbox = query.get('mailbox') ?? ''
  return {
    sign: leftSigns.find((sign) => sign === query.get('sign')) ?? '',
    mailbox: mailboxes.some(({ name }) => name === mailbox) ? mailbox : '',
  }
}

export const leftQueryOf = ({ sign, mailbox }: LeftFields): LeftQuery => ({
  ...(sign === '' ? {} : { sign }),
  ...(mailbox === '' ? {} : { mailbox }),
})

/** The address of this list, or of another page of it. */
export function leftPathOf(fields: LeftFields, more: Readonly<Record<string, string>> = {}): string {
  const filled = Object.entries({ ...fields, ...more }).filter(([, value]) => value !== '')
  return filled.length === 0 ? '/left' : `/left?${new URLSearchParams(filled)}`
}

export const isNarrowed = ({ sign, mailbox }: LeftFields): boolean => sign !== '' || mailbox !== ''
