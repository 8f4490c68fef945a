// The case `journey`: the program's own pass over a real IMAP mailbox, from the first fetch to the last move. Here is the half that is
// measured; the mailbox and its server are in mailbox.ts and run elsewhere.
import { loadConfig } from '../src/config/load.js'
import { runPass } from '../src/pass/pass.js'
import { createServices } from '../src/wiring.js'
import { type Ground, type Run, timed } from './harness.js'

export async function journey({ mails, configFile }: Ground): Promise<Run> {
  if (configFile === undefined) throw new Error('the journey needs an installation')
  const quiet = { env: {}, warn: () => undefined }
  const config = loadConfig({ file: configFile, ...quiet })
  const services = createServices({ config, now: () => new Date(), ...quiet })
  const [mailbox] = config.mailboxes
  if (!mailbox) throw new Error('the installation has no mailbox')
  try {
    const open = await services.openMailbox(mailbox)
    const pipeline = await services.pipeline()
    return await timed(mails, async () => {
      const { received, decided, delivered } = await runPass(pipeline, open.policy, open)
      if (received !== mails || delivered.done !== 2 * decided.route)
        throw new Error(
          `${received} of ${mails} mails received; ${delivered.done} deliveries for ${decided.route}`,
        )
    })
  } finally {
    await services.close()
  }
}
