// Bursts in the samples: one unit is asked about once for each kind of question, by the first of its mails.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { decided, leave, parsedMail, placed, rawMail } from '../../contracts/ledger-samples.js'

let ledger: Ledger
beforeEach(async () => {
  ledger = await createLedger('sqlite::memory:')
})
afterEach(() => ledger.close())

it('a burst is one unit, and knows which questions its mails gave rise to before', async () => {
  const own =
    'Vi protesterer mod lukningen af biblioteket i Nordby, som er et mødested for børn og gamle i hele byen.'
  const raws = [1, 2, 3].map((nth) => rawMail(`mail ${nth}`, placed(nth)))
  const mails = raws.map((raw, nth) =>
    parsedMail(raw, {
      ...{
        messageId: undefined,
        subject: 'Bevar biblioteket',
        from: { name: '', address: `b${nth}@borger.example` },
      },
      body: {
        own: `${own} ${own.replace('Nordby', 'byen')} Venlig hilsen`,
        signature: '',
        quoted: '',
        forwarded: '',
      },
    }),
  )
  for (const raw of raws) await ledger.recordReceived('borgerservice', [raw])
  await ledger.groupAlike(mails)
  const ids = raws.map(({ id }) => id)
  const before = await ledger.unitsOf(ids)
  expect(ids.map((id) => before.get(id))).toEqual(ids.map(() => ({ id: ids[0], met: new Set() })))
  await decided(ledger, raws[0]!)
  expect((await ledger.unitsOf(ids)).get(ids[2]!)?.met).toEqual(new Set(['filed']))
  await decided(ledger, raws[1]!, { decision: leave, deliveries: [] })
  expect((await ledger.unitsOf(ids)).get(ids[2]!)?.met).toEqual(new Set(['filed', 'left']))
})
