// The work of `postfordeler classify`: each mail is read and decided as `route` would, and answered in one line. Records nothing.

import { loadConfigOrDefaults } from '../config/load.js'
import { addressesFor } from '../config/own-addresses.js'
import type { Config } from '../config/schema.js'
import { TriageError } from '../errors.js'
import { mailIdOf } from '../ids.js'
import { mailFromText } from '../ingest/from-text.js'
import type { MailboxAddresses } from '../ingest/machine/clues.js'
import { createReader, type MailReader } from '../ingest/reader.js'
import type { ParsedMail } from '../journey.js'
import type { Classifier } from '../model/classifier.js'
import { loadClassifier } from '../model/load.js'
import { evaluateAlone } from '../pass/evaluate.js'
import { type MailboxPolicy, mailboxPolicyOf } from '../pass/mailbox-policy.js'
import { type Input, type InputFault, inputsOf } from './classify-inputs.js'
import type { CommandIo, CommonOptions } from './command.js'
import { type DocumentOptions, decisionDocument } from './decision-json.js'
import { chooseMailbox } from './mailbox-option.js'
import { readyBatches } from './ready-batches.js'

export interface ClassifyOptions extends CommonOptions, DocumentOptions {
  readonly model?: string
  readonly mailbox?: string
  readonly ownAddress: readonly string[]
}

/** Mails read and predicted together. */
const BATCH_INPUTS = 64

export async function runClassify(
  io: CommandIo,
  files: readonly string[],
  options: ClassifyOptions,
): Promise<void> {
  const judge = await openJudge(io, options)
  let [done, failed] = [0, 0]
  try {
    for await (const inputs of readyBatches(inputsOf(io, files), BATCH_INPUTS)) {
      for (const { line, isFault } of await answersTo(inputs, judge)) {
        io.out(line)
        if (isFault) failed += 1
      }
      done += inputs.length
      io.progress(`${done} mails`)
    }
  } finally {
    await judge.close()
  }
  if (failed > 0)
    throw new TriageError('CLASSIFY_INPUT', `${failed} of the inputs could not be read.`, {
      hint: 'Each says why in its own line. The others were classified.',
    })
}

// ---------------------------------------------------------------------------------------------------------------

/** All that a mail is judged by: what the configuration says of its mailbox, and a model. */
interface Judge {
  readonly config: Config
  readonly policy: Pick<MailboxPolicy, 'account' | 'mode' | 'folder'>
  readonly addresses: MailboxAddresses
  readonly classifier: Classifier
  readonly read: MailReader['read']
  readonly options: DocumentOptions
  readonly close: () => Promise<void>
}

async function openJudge(io: CommandIo, options: ClassifyOptions): Promise<Judge> {
  const given = loadConfigOrDefaults({
    ...(options.config ? { file: options.config } : {}),
    env: io.env,
    warn: io.note,
  })
  const policy = policyOf(given, options.mailbox)
  const addresses = withOwn(addressesFor(given.mailboxes, policy.account), options.ownAddress)
  const classifier = await loadClassifier(options.model ?? 'current', { modelsDir: given.models })
  const config = withQueues(given, classifier)
  const reader = createReader({
    maxBytes: config.limits.mailBytes,
    addressesOf: () => addresses,
    banners: config.banners,
  })
  const close = async () => {
    classifier.dispose()
    await reader.close()
  }
  return { config, policy, addresses, classifier, read: reader.read, options, close }
}

/** As the mailbox is treated; without one as if it filed by itself. */
function policyOf({ mailboxes, ...config }: Config, name: string | undefined): Judge['policy'] {
  const mailbox = name === undefined ? mailboxes[0] : chooseMailbox(mailboxes, name)
  return mailbox
    ? mailboxPolicyOf({ ...config, mailboxes }, mailbox)
    : { account: 'classify', mode: 'auto', folder: '' }
}

function withOwn({ own, ours }: MailboxAddresses, more: readonly string[]): MailboxAddresses {
  const lower = more.map((one) => one.toLowerCase())
  return { own: [...own, ...lower], ours: [...ours, ...lower] }
}

/** Without a configuration the queues are those that the model knows. */
function withQueues(config: Config, { manifest }: Classifier): Config {
  if (Object.keys(config.queues).length > 0) return config
  const names = manifest.labels.filter((name) => name !== manifest.outside)
  const queues = Object.fromEntries(names.map((name) => [name, { name, description: '' }]))
  return { ...config, outside: manifest.outside, queues: queues as unknown as Config['queues'] }
}

// ---------------------------------------------------------------------------------------------------------------

interface Answer {
  readonly line: string
  readonly isFault: boolean
}

/** One answer for each input, in their order. */
async function answersTo(inputs: readonly Input[], judge: Judge): Promise<readonly Answer[]> {
  try {
    const mails = await Promise.all(inputs.map((input) => mailOf(input, judge)))
    const judged = await evaluateAlone(
      judge,
      judge.policy,
      mails.filter((mail) => mail !== undefined),
    )
    let next = 0
    return inputs.map((input, nth) => {
      const one = mails[nth] && judged[next++]
      if (one) return answer(decisionDocument({ id: input.id, ...one }, judge.options))
      return fault(input.id, input.kind === 'fault' ? input.error : undecided)
    })
  } catch (error) {
    const [first, ...others] = inputs
    if (first === undefined) return []
    if (others.length === 0) return [fault(first.id, error instanceof TriageError ? error : undecided)]
    // As in a pass, a mail that cannot be judged holds up no other.
    const alone: Answer[] = []
    for (const input of inputs) alone.push(...(await answersTo([input], judge)))
    return alone
  }
}

const undecided: InputFault = { code: 'MAIL_UNDECIDED', message: 'The mail could not be decided.' }

const answer = (document: unknown): Answer => ({ line: JSON.stringify(document), isFault: false })

const fault = (id: string, { code, message }: InputFault | TriageError): Answer => ({
  line: JSON.stringify({ id, error: { code, message } }),
  isFault: true,
})

async function mailOf(input: Input, { addresses, policy, read }: Judge): Promise<ParsedMail | undefined> {
  switch (input.kind) {
    case 'fault':
      return undefined
    case 'text':
      return mailFromText(input.text, addresses)
    case 'bytes': {
      const location = { account: policy.account, folder: policy.folder, uidValidity: '0', uid: 1 }
      return read({ id: mailIdOf(input.bytes), bytes: input.bytes, location, receivedAt: undefined })
    }
  }
}
