// postfordeler review show: one mail as the page shows it; opening what waits claims it.
import type { Desk } from '../desk/desk.js'
import type { MailId } from '../ids.js'
import type { Person } from '../roles.js'
import { type CommandIo, type CommonOptions, print } from './command.js'
import { personAt } from './desk-person.js'
import { mailFor } from './mail-argument.js'
import { decisionJson, mailJson } from './mail-json.js'
import { answeredAlready } from './review-answer.js'
import { type Shown, showLines } from './review-lines.js'
import { withServices } from './with-services.js'

export const runShow = (
  io: CommandIo,
  name: string,
  options: CommonOptions & { readonly by?: string },
): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'view' })
    const shown = await shownOf(desk, await mailFor(desk, person, name), person)
    const { mail, decision, review } = shown
    const value = { ...mailJson(mail), decision: decision && decisionJson(decision), review }
    print(io, options, value, () => showLines(shown))
  })

// ---------------------------------------------------------------------------------------------------------------

async function shownOf(desk: Desk, id: MailId, person: Person): Promise<Shown> {
  const opened = await desk.open(id, person)
  if (opened.kind === 'open') return { ...opened.item, claim: opened.item.claim }
  const filed = await desk.view(id, person)
  if (filed === undefined) throw answeredAlready(opened.kind === 'answered' ? opened.by : undefined)
  return { mail: filed.mail, review: filed.review, decision: filed.decisions.at(-1), claim: undefined }
}
