// postfordeler explain: a mail's whole story, from the ledger's own record, through the desk.
import type { FiledMail } from '../desk/filed-shapes.js'
import { TriageError } from '../errors.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import { type CommandIo, type CommonOptions, print } from './command.js'
import { type DocumentOptions, decisionDocument, mailDocument } from './decision-json.js'
import { personAt } from './desk-person.js'
import { mailFor } from './mail-argument.js'
import { decisionJson, mailJson } from './mail-json.js'
import { withServices } from './with-services.js'
import { decisionInWords, reasonInWords } from './words.js'

export interface ExplainOptions extends CommonOptions, DocumentOptions {
  readonly by?: string
}

export const runExplain = (io: CommandIo, name: string, options: ExplainOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'view' })
    const filed = await desk.view(await mailFor(desk, person, name), person)
    if (filed === undefined)
      throw new TriageError('MAIL_LEFT', 'Your own answer has sent this mail to a queue that is not yours.', {
        hint: '"postfordeler review undo" takes the answer back for a quarter of an hour.',
      })
    print(io, options, storyOf(filed, options), () => linesOf(filed, options))
  })

// ---------------------------------------------------------------------------------------------------------------

/** The decision that stands as `classify` tells it, and the mail's history. Of the blind sample no decision is told. */
function storyOf({ mail, decisions, deliveries, auditLog }: FiledMail, options: DocumentOptions) {
  const { parsed, ...facts } = mailJson(mail)
  const current = decisions.at(-1)
  return {
    ...(current ? decisionDocument({ ...current, id: mail.id, mail: parsed }, { lang: options.lang }) : {}),
    mail: { ...facts, ...(options.parsed && parsed ? mailDocument(parsed) : {}) },
    ...{ decisions: decisions.map(decisionJson), deliveries, trail: auditLog },
  }
}

function linesOf(
  { mail, decisions, deliveries, auditLog, isHidden }: FiledMail,
  { lang }: DocumentOptions,
): readonly string[] {
  const locations = mail.locations.map(({ account, folder, uid }) => `${account}: ${folder} (UID ${uid})`)
  const head = [`Mail ${mail.id}`, `Subject: ${mail.subject}`]
  if (isHidden)
    return [...head, 'Of the blind sample: what was done with it is shown once somebody has answered.']
  return [
    ...head,
    `Is in: ${locations.join('; ') || 'unknown'}`,
    ...decisions.flatMap((one) => decisionLines(one, lang)),
    '',
    'Deliveries',
    ...deliveries.map(
      ({ destination, label, move, state, note }) =>
        `  ${destination} ${move ? `${move.from.folder} -> ${move.toFolder}` : label}: ${state}${note ? ` (${note})` : ''}`,
    ),
    '',
    'Audit log',
    ...auditLog.map(
      ({ at, actor, action, details }) => `  ${at}  ${actor}  ${action}  ${JSON.stringify(details)}`,
    ),
  ]
}

function decisionLines(
  { at, actor, decision, prediction, modelId }: DecisionRecord,
  lang: DocumentOptions['lang'],
): readonly string[] {
  const who = actor.kind === 'person' ? actor.name : `the program${modelId ? `, model ${modelId}` : ''}`
  return [
    '',
    `${at}  ${decisionInWords(decision)}, by ${who}`,
    `  ${reasonInWords(decision.because, lang)}`,
    ...(decision.mustSee.length > 0 ? [`  must be seen: ${decision.mustSee.join(', ')}`] : []),
    ...(prediction?.ranked
      .slice(0, 3)
      .map(({ label, probability }) => `  ${probability.toFixed(3)}  ${label}`) ?? []),
    ...(prediction?.evidence.map(
      ({ term, weight }) => `  ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${term}`,
    ) ?? []),
  ]
}
