// The desk: the use cases of the caseworkers' page over the ledger, each in a file of its own.
import { createAnswerItem } from './answer-item.js'
import type { DeskDeps } from './deps.js'
import type { Desk } from './desk.js'
import { createFigures } from './figures.js'
import { createWarnings } from './figures-warnings.js'
import { createFindMail } from './find-mail.js'
import { createListItems } from './list-items.js'
import { createMoveMail } from './move-mail.js'
import { createOpenItem } from './open-item.js'
import { queueViews } from './queue-views.js'
import { createUndo } from './undo.js'

export const createDesk = (deps: DeskDeps): Desk => {
  const answering = createAnswerItem(deps)
  return {
    queues: queueViews(deps.config),
    newToken: deps.newToken,
    ...createListItems(deps),
    ...createOpenItem(deps),
    ...answering,
    ...createUndo(deps),
    ...createFindMail(deps),
    ...createMoveMail(deps, answering),
    ...createFigures(deps),
    ...createWarnings(deps),
  }
}
