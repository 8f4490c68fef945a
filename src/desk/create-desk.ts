// The desk (application service): what caseworkers do with mail, over the ledger; each use case in a file of its own.
import { createDoor } from './access.js'
import { createAnswerItem } from './answer-item.js'
import type { DeskContext, DeskDeps } from './deps.js'
import type { Desk } from './desk.js'
import { createFigures } from './figures.js'
import { createWarnings } from './figures-warnings.js'
import { createFindMail } from './find-mail.js'
import { createLeftMail } from './left-mail.js'
import { createListItems } from './list-items.js'
import { createMoveMail } from './move-mail.js'
import { createOpenItem } from './open-item.js'
import { queueViews } from './queue-views.js'
import { createUndo } from './undo.js'
import { createUndoSince } from './undo-since.js'
import { createViewMail } from './view-mail.js'
import { createWorkQueue } from './work-queue.js'

export const createDesk = (deps: DeskDeps): Desk => {
  const context: DeskContext = { ...deps, door: createDoor(deps) }
  const answering = createAnswerItem(context)
  const undoing = createUndo(context)
  return {
    queues: queueViews(deps.config),
    newToken: deps.newToken,
    ...createListItems(context),
    ...createOpenItem(context),
    ...answering,
    ...undoing,
    ...createUndoSince(context, undoing),
    ...createFindMail(context),
    ...createViewMail(context),
    ...createMoveMail(context, answering),
    ...createLeftMail(context),
    ...createWorkQueue(context),
    ...createFigures(context),
    ...createWarnings(context),
  }
}
