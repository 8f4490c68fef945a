// A function asks for the part of the ledger that it uses, so that its first line tells what it may do.
import { beforeAll, describe, expect, it } from 'vitest'
import { ledgerMentions, type Mention } from '../../../scripts/ledger-use.js'

/** Functions that take the whole ledger and use one part of it; at most five, each with its reason. */
const whole = {
  'src/web/figures/warnings.tsx watchOf': "called with the page's services, as every page function is",
  'src/web/login/oidc.tsx refused': "called with the page's services, as every page function is",
  'src/web/login/one-time.ts oneTimePages': "called with the page's services, as every maker of pages is",
  'src/web/users/users.tsx showList': "called with the page's services, as every handler is",
  'src/web/users/users.tsx accountOf': "called with the page's services by every handler beside it",
}

describe('what is asked of the ledger', () => {
  let mentions: readonly Mention[] = []
  beforeAll(() => {
    mentions = ledgerMentions()
  }, 120_000) // it compiles src

  it('is known of every mention', () => {
    expect(mentions.length).toBeGreaterThan(60)
    const queue = mentions.find(({ parameterOf }) => parameterOf === 'createLedgerQueue')
    expect(queue).toMatchObject({ isWhole: false, uses: ['Outbox'] })
  })

  it('is the part that is used, but for five functions at most', () => {
    const tooWide = mentions
      .filter(({ parameterOf, isWhole, uses }) => parameterOf !== undefined && isWhole && uses.length === 1)
      .map(({ file, parameterOf }) => `${file} ${parameterOf}`)
    expect(tooWide.filter((one) => !(one in whole))).toEqual([])
    expect(tooWide.length).toBeLessThanOrEqual(5)
  })
})
