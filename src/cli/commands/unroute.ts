// postfordeler unroute: takes the program's filing back, of one mail or of a whole run. The mail returns to the inbox and to people.
import type { Command } from 'commander'
import type { Unrouted } from '../../desk/answer-shapes.js'
import type { Desk } from '../../desk/desk.js'
import type { Person } from '../../roles.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { byHelp, personAt, whoHelp } from '../desk-person.js'
import { mailFor } from '../mail-argument.js'
import { momentBefore, momentGrammar } from '../moment.js'
import { undoneInWords } from '../undo-words.js'
import { withServices } from '../with-services.js'

interface UnrouteOptions extends CommonOptions {
  readonly since?: string
  readonly by?: string
  readonly dryRun?: boolean
}

export const addUnroute = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'unroute [mail]',
    "takes the program's filing back: the mail returns to the inbox and to people",
  )
    .option('--since <time>', 'instead of one mail: everything that the program has filed since then')
    .option('--by <name>', byHelp)
    .option('--dry-run', 'say what would be taken back, and change nothing')
    .addHelpText(
      'after',
      `
${momentGrammar}
Mail that a person has moved since stays there. Mail that its department has taken out of the queue comes back too; tell the department.
${whoHelp}`,
    )
    .action((mail: string | undefined, options: UnrouteOptions) => runUnroute(io, mail, options))

const runUnroute = async (
  io: CommandIo,
  mail: string | undefined,
  options: UnrouteOptions,
): Promise<void> => {
  const { since } = options
  if ((mail === undefined) === (since === undefined))
    throw usageError(
      'Say which mail, or since when.',
      'postfordeler unroute MAIL, or postfordeler unroute --since 2h',
    )
  await withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'undo' })
    const isDryRun = options.dryRun === true
    const unrouted =
      since === undefined
        ? [await unrouteOne(desk, person, { name: mail ?? '', isDryRun })]
        : await desk.undoSince({ since: momentBefore(since, services.now()), isDryRun }, person)
    print(io, options, unrouted, () => [...unrouted.map(lineOf), `${unrouted.length} in all.`])
  })
}

// ---------------------------------------------------------------------------------------------------------------

/** The same act as "undo" on the page. */
async function unrouteOne(
  desk: Desk,
  person: Person,
  { name, isDryRun }: { readonly name: string; readonly isDryRun: boolean },
): Promise<Unrouted> {
  const mailId = await mailFor(desk, person, name)
  const facts = await desk.formFacts(mailId, person)
  const from = facts?.filedIn
  if (isDryRun) return { mailId, from, outcome: undefined }
  if (facts?.decisionId === undefined) return { mailId, from, outcome: { kind: 'nothing-to-undo', mailId } }
  const form = { mailId, undo: `decision:${facts.decisionId}`, token: desk.newToken() }
  return { mailId, from, outcome: await desk.undo(form, person) }
}

function lineOf({ mailId, from, outcome }: Unrouted): string {
  const mail = `${mailId.slice(0, 12)}  ${from ?? '-'}`
  switch (outcome?.kind) {
    case undefined:
      return `${mail}  would be taken back`
    case 'undone':
      return `${mail}  ${undoneInWords(outcome)}`
    case 'conflict':
      return `${mail}  left: ${outcome.by} has decided since`
    default:
      return `${mail}  nothing to take back`
  }
}
