// A queue that closes while a pass is under way: the pass files nothing more in it from the next batch on.
import { afterEach, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import { runPass } from '../../../src/pass/pass.js'
import { BATCH_MAILS } from '../../../src/pass/pipeline.js'
import { type Bench, benchMailbox, passportMails } from '../mailbox-harness.js'

let bench: Bench
afterEach(() => bench.ledger.close())

it('a long pass stops filing in a queue that is closed meanwhile', async () => {
  bench = await benchMailbox({ limits: { automaticMovesPerHour: 10_000 } })
  const mails = passportMails(4 * BATCH_MAILS).map((mail) => bench.add(mail))
  let closing: Promise<unknown> | undefined
  await runPass(bench.pipeline, bench.route, bench.ends, {
    onProgress: () => {
      closing ??= bench.ledger.closeQueue(label('pas'), { n: 8, wrong: 8 })
    },
  })
  await closing
  const kinds = []
  for (const raw of mails) kinds.push((await bench.decisionOf(raw))?.kind)
  // One batch may have been judged while the queue was being closed.
  expect(kinds.slice(0, BATCH_MAILS)).toEqual(Array(BATCH_MAILS).fill('route'))
  expect(kinds.slice(2 * BATCH_MAILS)).toEqual(Array(2 * BATCH_MAILS).fill('review'))
})
