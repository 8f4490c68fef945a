// What only a SQLite file can show: several processes, tables of a newer program, the trail's triggers, the use of indices.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { entryFor, placed, rawMail } from '../../contracts/ledger-samples.js'

const run = promisify(execFile)

describe('ledger: a SQLite file', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postfordeler-ledger-'))
    path = join(folder, 'ledger.db')
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Changes the file behind the ledger's back. */
  const change = (statement: string) => {
    const file = new DatabaseSync(path)
    try {
      return file.prepare(statement).all()
    } finally {
      file.close()
    }
  }

  it('what was written is there after opening it again', async () => {
    const first = await createLedger(`sqlite:${path}`)
    const raw = rawMail('Hej')
    await first.recordReceived('borgerservice', [raw])
    await first.close()
    const second = await createLedger(`sqlite:${path}`)
    expect(await second.rawBytes(raw.id)).toEqual(raw.bytes)
    await second.close()
  })

  it('tables of a newer program are refused', async () => {
    await (await createLedger(`sqlite:${path}`)).close()
    change(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`)
    const refused = createLedger(`sqlite:${path}`)
    await expect(refused).rejects.toMatchObject({ code: 'LEDGER_TOO_NEW' })
    await expect(refused).rejects.toThrow('9999-future')
  })

  it.each(['update audit set actor = $$', 'delete from audit'])(
    'the trail is append-only: "%s" is refused',
    async (statement) => {
      const ledger = await createLedger(`sqlite:${path}`)
      await ledger.recordAudit({ actor: 'a', action: 'b', mailId: undefined, details: {} })
      await ledger.close()
      expect(() => change(statement.replace('$$', `'x'`))).toThrow('append-only')
    },
  )

  it('three processes that start on an empty file and write the same mails give one decision a mail', async () => {
    const writer = `
      import { createLedger } from './src/ledger/create-ledger.js'
      import { entryFor, placed, rawMail } from './tests/contracts/ledger-samples.js'
      const write = async () => {
        const ledger = await createLedger(${JSON.stringify(`sqlite:${path}`)})
        let decided = 0
        for (let batch = 0; batch < 10; batch++) {
          const mails = Array.from({ length: 20 }, (_, nth) => rawMail('mail ' + (batch * 20 + nth), placed(batch * 20 + nth + 1)))
          await ledger.recordReceived('borgerservice', mails)
          decided += (await ledger.recordDecisions(mails.map((mail) => entryFor(mail)))).length
        }
        await ledger.close()
        console.log(decided)
      }
      void write()`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', writer]
    const writers = [1, 2, 3].map(() => run(process.execPath, args, { cwd: process.cwd() }))
    const decided = (await Promise.all(writers)).map(({ stdout }) => Number(stdout))
    expect(decided.reduce((total, count) => total + count, 0)).toBe(200)
    expect(change('select count(*) as mails from mails')).toEqual([{ mails: 200 }])
    expect(change('select count(*) as decisions from decisions')).toEqual([{ decisions: 200 }])
    expect(change('select count(distinct key) as keys, count(*) as deliveries from outbox')).toEqual([
      { keys: 200, deliveries: 200 },
    ])
    expect(change('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  it.each([
    {
      question: 'undecided',
      statement: `select id from mails where state = 'received' and attempts < 5 order by seq limit 10`,
      plan: /mails_undecided/,
    },
    {
      question: 'undecided of a mailbox',
      statement: `select id from mails where state = 'received' and attempts < 5 and account = 'a' order by seq limit 10`,
      plan: /mails_undecided/,
    },
    {
      question: 'knownUids',
      statement: `select uid from locations where account = 'a' and folder = 'b' and uid_validity = '1' and left_at is null`,
      plan: /COVERING INDEX locations_present/,
    },
    {
      question: 'pendingDeliveries',
      statement: `select * from outbox where state = 'pending' and destination = 'imap-folder' and account = 'a'
        and next_try_at <= '2025' order by next_try_at, id limit 10`,
      plan: /outbox_due/,
    },
    {
      question: 'reviewItems',
      statement: `select * from review_items where state = 'open' order by rank, since, mail_id limit 10`,
      plan: /review_items_open/,
    },
    {
      question: 'reviewItems of a queue',
      statement: `select * from review_items where state = 'open' and guess = 'pas' order by rank, since, mail_id limit 10`,
      plan: /review_items_open_of_label/,
    },
    {
      question: 'queueItems',
      statement: `select * from queue_items where label = 'pas' and state in ('ready', 'taken') order by rank, id limit 10`,
      plan: /queue_items_open/,
    },
    {
      question: 'takeFromQueue',
      statement: `select id from queue_items where label = 'pas' and state = 'ready' order by rank, id limit 1`,
      plan: /queue_items_ready/,
    },
    {
      question: 'deliveredTo',
      statement: `select * from outbox where destination = 'bullmq-queue' and id > 5 and state = 'done'
        and consumed_at is null order by id limit 10`,
      plan: /outbox_delivered/,
    },
    {
      question: 'automaticMovesSince',
      statement: `select count(*) from decisions where is_automatic = 1 and at >= '2025'`,
      plan: /decisions_automatic/,
    },
  ])(
    '$question reads an index in its order, without a scan and without sorting',
    async ({ statement, plan }) => {
      const ledger = await createLedger(`sqlite:${path}`)
      const raw = rawMail('Hej', placed(1))
      await ledger.recordReceived('a', [raw])
      await ledger.recordDecisions([entryFor(raw)])
      await ledger.close()
      const steps = change(`explain query plan ${statement}`).map((step) =>
        String((step as { detail: string }).detail),
      )
      expect(steps.join('\n')).toMatch(plan)
      expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|SCAN (?!\w+ USING)/)
    },
  )
})

describe('ledger: a database that cannot be opened', () => {
  it.each([
    { url: 'postfordeler.db', code: 'DATABASE_URL' },
    { url: 'mysql://a:secret@b/c', code: 'DATABASE_URL' },
    { url: 'sqlite:', code: 'DATABASE_URL' },
    { url: 'sqlite:/no/such/folder/ledger.db', code: 'DATABASE_UNREACHABLE' },
  ])('"$url" is refused as $code', async ({ url, code }) => {
    const refused = createLedger(url)
    await expect(refused).rejects.toMatchObject({ code })
    await expect(refused).rejects.not.toThrow(/secret/)
  })
})
