// The desk: the use cases of the caseworkers' page over the ledger, each in a file of its own.
import { createAnswering } from './answer-item.js'
import type { DeskDeps } from './deps.js'
import type { Desk } from './desk.js'
import { createFigures } from './figures.js'
import { createLookup } from './find-mail.js'
import { createListing } from './list-items.js'
import { createMoving } from './move-mail.js'
import { createOpening } from './open-item.js'
import { queueViews } from './queue-views.js'
import { createUndoing } from './undo.js'

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
