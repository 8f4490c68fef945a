// The auditor's page.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import { rawMail } from '../../contracts/ledger-samples.js'
import { type Browser, openPage, type TestPage } from './page-harness.js'

let page: TestPage
let auditor: Browser
const mail = rawMail('Hvordan fornyer jeg mit pas?')
const other = mailIdOf(Buffer.from('another'))

beforeAll(async () => {
  page = await openPage()
  await page.account('revision', ['auditor'])
  await page.ledger.recordReceived('borgerservice', [mail])
  for (let nth = 1; nth <= 120; nth++)
    await page.ledger.recordAudit({ actor: 'birthe', action: 'viewed', mailId: other, details: { nth } })
  await page.ledger.recordAudit({
    actor: '<b>mette</b>',
    action: 'odd-deed',
    mailId: mail.id,
    details: { to: ['pas', 'vej'] },
  })
  page.clock.at = new Date('2026-03-05T23:30:00.000Z') // half past midnight on the 6th in Denmark
  await page.ledger.recordAudit({ actor: 'birthe', action: 'answered', mailId: mail.id, details: {} })
  auditor = page.browser()
  await auditor.logIn('revision')
})
afterAll(() => page.close())

const numbers = (text: string) => [...text.matchAll(/"(?:Nr\.)">(\d+)</g)].map(([, seq]) => Number(seq))

describe('the trail', () => {
  it('is shown newest first in Danish words, and what somebody called themselves is only text', async () => {
    const { text } = await auditor.get('/trail')
    expect(text).toContain('loggede ind')
    expect(text).toContain('&lt;b&gt;mette&lt;/b&gt;')
    expect(text).toContain('to: pas, vej')
    expect(text).toContain('odd-deed')
  })

  it('is paged without a gap and without a row twice', async () => {
    const seen: number[] = []
    let next: string | undefined = '/trail?person=birthe'
    while (next) {
      const { text } = await auditor.get(next)
      seen.push(...numbers(text))
      next = /href="(\/trail\?[^"]*before=\d+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(121)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  })

  it('is narrowed to one mail by the first digits of its id', async () => {
    const { text } = await auditor.get(`/trail?mail=${mail.id.slice(0, 12).toUpperCase()}`)
    expect(numbers(text)).toHaveLength(3)
    expect(text).toContain('modtog')
  })

  it.each(['ffffffffffff', 'æøå', "' or 1=1"])('says when no mail begins with %s', async (id) => {
    const { text } = await auditor.get(`/trail?mail=${encodeURIComponent(id)}`)
    expect(text).toContain('Der er ingen mail, eller flere')
  })

  it('is narrowed to Danish days', async () => {
    const on = async (day: string) =>
      numbers((await auditor.get(`/trail?person=birthe&from=${day}&to=${day}`)).text)
    expect(await on('2026-03-05')).toEqual([])
    expect(await on('2026-03-06')).toHaveLength(1)
  })

  it.each(['from=yesterday', 'before=x', 'before=-1', 'to=2026-02-30'])('passes over %s', async (query) => {
    expect((await auditor.get(`/trail?${query}`)).status).toBe(200)
  })
})
