// postfordeler explain MAIL: why a mail lies where it lies, from the ledger's own record.
import type { Command } from 'commander'
import type { AuditLog } from '../../ledger/contract/audit.js'
import type { DecisionRecord, DecisionStore } from '../../ledger/contract/decisions.js'
import type { MailStore } from '../../ledger/contract/mails.js'
import type { Outbox } from '../../ledger/contract/outbox.js'
import { addCommand, type CommandIo, type CommonOptions, print } from '../command.js'
import { mailNamed } from '../mail-argument.js'
import { withServices } from '../with-services.js'
import { decisionInWords, reasonInWords } from '../words.js'

export const addExplain = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'explain <mail>',
    'why a mail lies where it lies: every decision, delivery and step of its trail',
  )
    .addHelpText(
      'after',
      '\nMAIL is the first digits of its id, its Message-ID, or the path of its .eml file.',
    )
    .action((name: string, options: CommonOptions) =>
      withServices(io, options, async (services) => {
        const story = await tell(await services.ledger(), name)
        print(io, options, story, () => linesOf(story))
      }),
    )

// ---------------------------------------------------------------------------------------------------------------

type Story = Awaited<ReturnType<typeof tell>>

async function tell(ledger: MailStore & DecisionStore & Outbox & AuditLog, name: string) {
  const { parsed: _text, decision: _last, ...mail } = await mailNamed(ledger, name)
  const [decisions, deliveries, trail] = await Promise.all([
    ledger.decisions(mail.id),
    ledger.deliveries(mail.id),
    ledger.audit({ mailId: mail.id, limit: 1000 }),
  ])
  return { mail, decisions, deliveries, trail }
}

function linesOf({ mail, decisions, deliveries, trail }: Story): readonly string[] {
  const where = mail.locations.map(({ account, folder, uid }) => `${account}: ${folder} (UID ${uid})`)
  return [
    `Mail ${mail.id}`,
    `Subject: ${mail.subject}`,
    `Lies in: ${where.join('; ') || 'unknown'}`,
    ...decisions.flatMap(decisionLines),
    '',
    'Deliveries',
    ...deliveries.map(
      ({ destination, label, move, state, note }) =>
        `  ${destination} ${move ? `${move.from.folder} -> ${move.toFolder}` : label}: ${state}${note ? ` (${note})` : ''}`,
    ),
    '',
    'Trail',
    ...trail.map(
      ({ at, actor, action, details }) => `  ${at}  ${actor}  ${action}  ${JSON.stringify(details)}`,
    ),
  ]
}

function decisionLines({ at, actor, decision, prediction, modelId }: DecisionRecord): readonly string[] {
  const who = actor.kind === 'person' ? actor.name : `the program${modelId ? `, model ${modelId}` : ''}`
  return [
    '',
    `${at}  ${decisionInWords(decision)}, by ${who}`,
    `  because ${reasonInWords(decision.because)}`,
    ...(decision.mustSee.length > 0 ? [`  must be seen: ${decision.mustSee.join(', ')}`] : []),
    ...(prediction?.ranked
      .slice(0, 3)
      .map(({ label, probability }) => `  ${probability.toFixed(3)}  ${label}`) ?? []),
    ...(prediction?.evidence.map(
      ({ term, weight }) => `  ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${term}`,
    ) ?? []),
  ]
}
