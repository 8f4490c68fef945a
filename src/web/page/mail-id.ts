// The mail named by an address.
import { type MailId, mailIdFrom } from '../../ids.js'
import { NoSuchPage, type RequestContext } from '../request-context.js'

/** @throws NoSuchPage when it names none */
export function mailIdFromPath({ params }: Pick<RequestContext, 'params'>): MailId {
  const id = mailIdFrom(params['id'] ?? '')
  if (id === undefined) throw new NoSuchPage()
  return id
}
