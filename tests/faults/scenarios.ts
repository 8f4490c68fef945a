// The journeys that lead past every fault point: which command passes which steps, and what must lie ready before it.
import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { inject } from 'vitest'
import type { FaultPoint, FaultStep } from '../../src/fault-points.js'
import { readLedger } from './checker/record.js'
import type { Ground } from './fault-harness.js'

export interface Scenario {
  readonly name: string
  readonly steps: readonly FaultStep[]
  readonly needs: {
    readonly hasRedis?: boolean
    /** Capabilities that the mail server hides. */
    readonly without?: readonly string[]
  }
  /** Its command takes new mail in, so the number of mails matters. */
  readonly hasBatches?: boolean
  /** Makes ready what the command works on. @returns the command */
  readonly prepare: (ground: Ground, mails: number) => Promise<readonly string[]>
}

const pass = ['route', '--once']

/** The service takes no more than what a pass does, in other places: its workers decide and fill the queues. */
const service = ['run', '--roles', 'poll,work']

async function newMail(ground: Ground, mails: number): Promise<readonly string[]> {
  await ground.deliver(mails)
  return pass
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'a pass over new mail',
    steps: [
      ...(['folder-marked', 'lease', 'imap-fetch', 'received', 'polled', 'decided', 'outcome'] as const),
      ...(['queued', 'imap-move', 'lease-released', 'commit'] as const),
    ],
    needs: {},
    hasBatches: true,
    prepare: newMail,
  },
  {
    name: 'a pass after a crash between a move and its record',
    steps: ['imap-look'],
    needs: {},
    hasBatches: true,
    async prepare(ground, mails) {
      await ground.deliver(mails)
      await ground.killAt('kill imap-move.after 1', pass)
      return pass
    },
  },
  {
    name: 'the service with Redis',
    steps: ['redis-schedule', 'redis-ask', 'triage-job', 'attempt', 'redis-add'],
    needs: { hasRedis: true },
    hasBatches: true,
    async prepare(ground, mails) {
      await ground.deliver(mails)
      return service
    },
  },
  {
    name: 'the service whose departments have taken jobs',
    steps: ['consumed'],
    needs: { hasRedis: true },
    async prepare(ground) {
      await filedMail(ground)
      const taken = await takeJob(ground)
      if (taken) ground.consumed.push(taken)
      return service
    },
  },
  {
    name: 'the service whose Redis has lost jobs',
    steps: ['refilled'],
    needs: { hasRedis: true },
    async prepare(ground) {
      await filedMail(ground)
      await takeJob(ground)
      await renewRedis(ground)
      return service
    },
  },
  {
    name: 'a server without MOVE',
    steps: ['imap-copy', 'imap-expunge'],
    needs: { without: ['MOVE'] },
    hasBatches: true,
    prepare: newMail,
  },
  {
    name: 'a server that expunges no single mail',
    steps: ['imap-mark'],
    needs: { without: ['MOVE', 'UIDPLUS'] },
    hasBatches: true,
    prepare: newMail,
  },
  {
    name: 'an answer on the command line',
    steps: ['answered'],
    needs: {},
    async prepare(ground) {
      const [mail = ''] = await openItems(ground, 6)
      return ['review', 'answer', mail, 'pas', '--by', 'birthe']
    },
  },
  {
    name: 'a filing that is taken back',
    steps: ['undone'],
    needs: { hasRedis: true },
    prepare: async (ground) => ['unroute', await filedMail(ground), '--by', 'birthe'],
  },
  {
    name: 'a pass after a filing was taken back',
    steps: ['redis-remove'],
    needs: { hasRedis: true },
    async prepare(ground) {
      await ground.killAt('kill undone.after 1', ['unroute', await filedMail(ground), '--by', 'birthe'])
      return pass
    },
  },
  {
    name: 'a department that works on its queue in the ledger: it takes a mail',
    steps: ['queue-taken'],
    needs: {},
    async prepare(ground) {
      await filedMail(ground)
      return ['queue', 'take', await queueWithMail(ground), '--by', 'poul']
    },
  },
  {
    name: 'a department that works on its queue in the ledger: it finishes a mail',
    steps: ['queue-done'],
    needs: {},
    async prepare(ground) {
      await filedMail(ground)
      const queue = await queueWithMail(ground)
      const { stdout } = await ground.installed.run('queue', 'take', queue, '--by', 'poul', '--json')
      return ['queue', 'done', queue, String(JSON.parse(stdout).id), '--by', 'poul']
    },
  },
  {
    name: 'mail that a person moved in a mail program',
    steps: ['left', 'seen'],
    needs: {},
    async prepare(ground) {
      await ground.installed.run(...pass) // the folders are known from here on
      await ground.deliver(4)
      await ground.installed.run(...pass)
      await moveByHand(ground)
      return pass
    },
  },
]

/** A scenario's points, in the order of its steps. */
export const pointsOf = ({ steps }: Scenario): readonly FaultPoint[] =>
  steps.flatMap((step) => [`${step}.before` as const, `${step}.after` as const])

// ---------------------------------------------------------------------------------------------------------------

/** Mails that wait for a person; new ones are delivered when there are none. */
async function openItems(ground: Ground, mails: number): Promise<readonly string[]> {
  for (;;) {
    const { reviews } = await readLedger(ground.installed.databaseUrl).catch(() => ({ reviews: [] }))
    const open = reviews.filter(({ state }) => state === 'open').map(({ mail_id }) => mail_id)
    if (open.length > 0) return open
    await ground.deliver(mails)
    await ground.installed.run(...pass)
  }
}

/** A mail that the program has filed and that nobody has decided about since, nor is asked about: the blind sample is moved by its answer. */
export async function filedMail(ground: Ground): Promise<string> {
  for (;;) {
    const rows = await readLedger(ground.installed.databaseUrl).catch(() => undefined)
    const { decisions = [], reviews = [] } = rows ?? {}
    const filed = decisions.filter(({ kind, nth, mail_id }) => {
      const isLast = !decisions.some((other) => other.mail_id === mail_id && other.nth > nth)
      const isAsked = reviews.some((review) => review.mail_id === mail_id && review.state === 'open')
      return kind === 'route' && nth === 1 && isLast && !isAsked
    })
    const last = filed.at(-1)
    if (last) return last.mail_id
    await ground.deliver(4)
    await ground.installed.run(...pass)
  }
}

async function queueWithMail(ground: Ground): Promise<string> {
  for (;;) {
    const { queued } = await readLedger(ground.installed.databaseUrl)
    const ready = queued.find(({ state }) => state === 'ready')
    if (ready) return ready.label
    await ground.deliver(4)
    await ground.installed.run(...pass)
  }
}

/** Makes Redis look like another one than before: restarted, restored or emptied. */
async function renewRedis({ installed }: Ground): Promise<void> {
  const client = new Redis(inject('redisUrl'))
  await client.set(`${installed.redisPrefix}:epoch`, randomUUID())
  client.disconnect()
}

/** Takes a job out as a department's system does, which leaves nothing of it behind. */
async function takeJob(ground: Ground): Promise<{ readonly id: string; readonly label: string } | undefined> {
  for (const label of Object.keys(ground.installed.folders)) {
    const queue = new Queue(`department-${label}`, {
      connection: { url: inject('redisUrl') },
      prefix: ground.installed.redisPrefix,
    })
    const [job] = await queue.getJobs(['waiting'])
    if (job?.id) await queue.remove(job.id)
    await queue.close()
    if (job?.id) return { id: job.id, label }
  }
  return undefined
}

/** Drags the newest mail of one department's folder into another's. */
async function moveByHand({ installed }: Ground): Promise<void> {
  const { other } = installed.mailbox
  for (const folder of ['Afdelinger/Pas', 'Afdelinger/Parkering', 'Afdelinger/Biblioteker']) {
    const uid = (await installed.mailbox.contents(folder)).at(-1)?.uid
    if (uid === undefined) continue
    await other.mailboxOpen(folder)
    const target = folder === 'Afdelinger/Pas' ? 'Afdelinger/Parkering' : 'Afdelinger/Pas'
    await other.messageMove(String(uid), target, { uid: true })
    return
  }
  throw new Error('no mail lies in a department folder')
}
