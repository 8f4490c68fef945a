// The ground of the kill tests: an installation with endless mail, whose program is made to end at fault points, and the checker's facts of it.
import { inject } from 'vitest'
import { faultVariables } from '../../src/fault-points.js'
import { type MailId, mailIdOf } from '../../src/ids.js'
import { finish, type Installation, type InstallationOptions, install } from '../live/installation.js'
import { checkWithin, type Facts } from './checker.js'
import { knownMails, nthMail } from './small-model.js'

export interface Ground {
  readonly installed: Installation
  /** What was delivered so far. */
  readonly delivered: MailId[]
  /** Jobs that the test took out of Redis as a department's system does. */
  readonly consumed: { readonly id: string; readonly label: string }[]
  facts(): Facts
  /** Puts new mails into the inbox, with one command. */
  deliver(count: number): Promise<readonly MailId[]>
  /** Runs a command that must end at its fault point. @throws when it did not come there */
  killAt(fault: string, args: readonly string[]): Promise<void>
  /** Runs a command with a fault that it may survive. */
  runWith(fault: string, args: readonly string[]): Promise<Ended>
  /** Lets the program finish what is left, and checks. @returns what is wrong, and how long it took until all was well. */
  settle(): Promise<{ readonly wrong: readonly string[]; readonly tookMs: number }>
  remove(): Promise<void>
}

interface Ended {
  readonly code: number | null
  readonly wasKilled: boolean
  readonly stderr: string
}

/** Of so few mails all should be filed, or the steps of filing are not passed. */
const fewMails = 4

/** A delivery whose answer was lost is looked at again after 5 seconds, one that was refused after 30. */
const pausesMs = [5_500, 31_000]

/** How long a process may take to reach its point on a busy machine. */
const killedWithinMs = 240_000

export async function prepareGround(options: Partial<InstallationOptions> = {}): Promise<Ground> {
  const installed = await install({ ...options, models: options.models ?? inject('faultModels') })
  const bundled = await knownMails()
  const delivered: MailId[] = []
  const consumed: Ground['consumed'] = []
  const facts = () => factsOf(installed, options, delivered, consumed)

  async function runWith(fault: string, args: readonly string[]): Promise<Ended> {
    const child = installed.startWith(armedWith(fault), ...args)
    const tooLong = setTimeout(() => child.kill('SIGTERM'), killedWithinMs)
    const { code, stderr } = await finish(child)
    clearTimeout(tooLong)
    return { code, stderr, wasKilled: child.signalCode === 'SIGKILL' }
  }

  return {
    ...{ installed, delivered, consumed, facts, runWith },
    async deliver(count) {
      const known = count < fewMails ? bundled.ours : bundled.all
      const mails = Array.from({ length: count }, (_, i) => nthMail(known, delivered.length + i))
      await installed.mailbox.fill(mails)
      const ids = mails.map(mailIdOf)
      delivered.push(...ids)
      return ids
    },
    async killAt(fault, args) {
      const { wasKilled, code, stderr } = await runWith(fault, args)
      if (!wasKilled)
        throw new Error(`"${args.join(' ')}" was not ended by "${fault}" (code ${code}): ${stderr}`)
    },
    async settle() {
      const began = performance.now()
      for (const pauseMs of [...pausesMs, undefined]) {
        const { code, stderr } = await installed.run('route', '--once', '--json')
        const tookMs = performance.now() - began
        const { wrong } = await checkWithin(facts(), 0)
        if (wrong.length === 0) return { wrong, tookMs }
        if (pauseMs === undefined)
          return { wrong: [...wrong, `the last pass ended with ${code}: ${stderr}`], tookMs }
        await new Promise((resume) => setTimeout(resume, pauseMs))
      }
      throw new Error('there is no last pass')
    },
    remove: () => installed.remove(),
  }
}

/** The environment of a process that comes upon a fault. */
export const armedWith = (fault: string): Readonly<Record<string, string>> => ({
  [faultVariables.faults]: fault,
  [faultVariables.consent]: 'tests-only',
})

// ---------------------------------------------------------------------------------------------------------------

function factsOf(
  { mailbox, folders, databaseUrl, redisPrefix }: Installation,
  { hasRedis }: Partial<InstallationOptions>,
  delivered: readonly MailId[],
  consumed: Ground['consumed'],
): Facts {
  const { host, port, user } = mailbox.account
  const imap = { host, port, user, password: mailbox.password }
  return {
    mailboxes: [{ account: 'borgerservice', imap, delivered }],
    folders,
    database: databaseUrl,
    ...(hasRedis ? { redis: { url: inject('redisUrl'), prefix: redisPrefix, consumed, mostTaken: 2 } } : {}),
  }
}
