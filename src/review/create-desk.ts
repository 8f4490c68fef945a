// The desk: the use cases of the caseworkers' page over the ledger, each in a file of its own.
import { createAnswering } from './answering.js'
import type { Desk } from './desk.js'
import type { DeskDeps } from './desk-deps.js'
import { createFigures } from './figures-of-weeks.js'
import { createListing } from './listing.js'
import { createLookup } from './lookup.js'
import { createMoving } from './moving.js'
import { createOpening } from './opening.js'
import { queueViews } from './queue-views.js'
import { createUndoing } from './undoing.js'

export const createDesk = (deps: DeskDeps): Desk => {
  const answering = createAnswering(deps)
  return {
    queues: queueViews(deps.config),
    newToken: deps.newToken,
    ...createListing(deps),
    ...createOpening(deps),
    ...answering,
    ...createUndoing(deps),
    ...createLookup(deps),
    ...createMoving(deps, answering),
    ...createFigures(deps),
  }
}
