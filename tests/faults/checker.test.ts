// The checker is only worth what it finds: a clean run is clean, and each thing that may be wrong is named.
import { DatabaseSync } from '@photostructure/sqlite'
import { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { mailIdOf } from '../../src/ids.js'
import { checkAll } from './checker.js'
import { type Ground, prepareGround } from './fault-harness.js'

let ground: Ground
const inFolder: Record<string, readonly { uid: number; bytes: Uint8Array }[]> = {}

beforeAll(async () => {
  ground = await prepareGround({ hasRedis: true })
  await ground.deliver(24)
  await ground.installed.run('route', '--once')
  for (const folder of ['Afdelinger/Pas', 'Afdelinger/Parkering', 'INBOX'])
    inFolder[folder] = await ground.installed.mailbox.contents(folder)
})
afterAll(() => ground?.remove())

const database = <T>(work: (file: InstanceType<typeof DatabaseSync>) => T): T => {
  const path = ground.installed.databaseUrl.slice('sqlite:'.length)
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  try {
    return work(file)
  } finally {
    file.close()
  }
}

/** A change of the database, and its undoing, which need not restore what no check reads. */
const sql = (change: string, undo: string) => ({
  act: () => Promise.resolve(database((file) => file.exec(change))),
  undo: () => Promise.resolve(database((file) => file.exec(undo))),
})

const other = () => ground.installed.mailbox.other
const first = (folder: string) => inFolder[folder]?.[0] ?? { uid: 0, bytes: new Uint8Array() }

describe('the checker', () => {
  it('finds nothing wrong after an undisturbed run that filed mail and left some to people', async () => {
    expect(await checkAll(ground.facts())).toEqual([])
    expect(inFolder['Afdelinger/Pas']?.length).toBeGreaterThan(0)
    expect(inFolder['INBOX']?.length).toBeGreaterThan(0)
  })

  const routed = "select mail_id from outbox where destination = 'imap-folder'"
  it.each([
    {
      what: 'a mail that was never recorded',
      ...{ act: async () => void ground.delivered.push('f'.repeat(64) as never) },
      undo: async () => void ground.delivered.pop(),
      told: /is not in the ledger and lies in no folder/,
    },
    {
      what: 'a mail that is not decided',
      ...sql(
        `update mails set state = 'received', decision_id = null where id = (${routed} limit 1)`,
        `update mails set state = 'decided', decision_id = (select max(id) from decisions where mail_id = mails.id) where state = 'received'`,
      ),
      told: /is in the ledger and not decided/,
    },
    {
      what: 'a delivery that is not done',
      ...sql(
        `update outbox set state = 'pending', closed_at = null where id = 1`,
        `update outbox set state = 'done', closed_at = next_try_at where id = 1`,
      ),
      told: /has a delivery to .* that is pending/,
    },
    {
      what: 'a mail that was to go to a person and is on no list',
      ...sql(
        `update review_items set mail_id = 'x' || substr(mail_id, 2) where mail_id in (select mail_id from decisions where kind = 'review') and rank = 1`,
        `update review_items set mail_id = (select id from mails where substr(id, 2) = substr(mail_id, 2)) where mail_id like 'x%'`,
      ),
      told: /is for a person .* and not on the review list/,
    },
    {
      what: 'a mail that the ledger believes elsewhere',
      ...sql(
        'update locations set uid = uid + 1000 where left_at is null',
        'update locations set uid = uid - 1000 where left_at is null',
      ),
      told: /but the ledger says/,
    },
  ])('names $what', async ({ act, undo, told }) => {
    await act()
    const wrong = await checkAll(ground.facts())
    await undo()
    expect(wrong.join('\n')).toMatch(told)
    expect(await checkAll(ground.facts())).toEqual([])
  })

  it('names a job that Redis has lost, and one that nobody asked for', async () => {
    const { redisPrefix } = ground.installed
    const queue = new Queue('department-pas', {
      connection: { url: inject('redisUrl') },
      prefix: redisPrefix,
    })
    const [job] = await queue.getJobs(['waiting'])
    await queue.remove(job?.id ?? '')
    expect((await checkAll(ground.facts())).join('\n')).toMatch(/is 0 times in the queue "pas"/)
    await queue.add('mail.v1', job?.data, { jobId: job?.id ?? '' })
    expect(await checkAll(ground.facts())).toEqual([])
    await queue.add('mail.v1', job?.data, { jobId: `${job?.data.mailId}.9999.bullmq-queue-1` })
    expect((await checkAll(ground.facts())).join('\n')).toMatch(/a job that no delivery asked for/)
    await queue.remove(`${job?.data.mailId}.9999.bullmq-queue-1`)
    await queue.close()
  })

  it('names a mail that lies twice, one that lies nowhere, and one that nobody put there', async () => {
    const { mailbox } = ground.installed
    const pas = first('Afdelinger/Pas')
    await mailbox.append('Afdelinger/Parkering', [pas.bytes])
    const twice = await checkAll(ground.facts())
    expect(twice.join('\n')).toMatch(/was delivered 1 times and lies in Afdelinger\/P\w+, Afdelinger\/P\w+/)
    await mailbox.append('INBOX', [Buffer.from('Subject: fremmed\r\n\r\nHej.\r\n')])
    expect((await checkAll(ground.facts())).join('\n')).toMatch(/was put there by nobody/)
    await other().mailboxOpen('Afdelinger/Parkering')
    const parking = first('Afdelinger/Parkering')
    await other().messageDelete(String(parking.uid), { uid: true })
    const wrong = await checkAll(ground.facts())
    expect(wrong.join('\n')).toContain(
      `Mail ${mailIdOf(parking.bytes).slice(0, 12)} was delivered 1 times and lies in no folder`,
    )
  })
})
