// An answer in doubt, as a caseworker sees it: why, and the program's suggestion beside the queue where the thread lies.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import { askAPerson, decided, pas, placed, rawMail } from '../../contracts/ledger-samples.js'
import { type Browser, openPage, type TestPage } from './page-harness.js'

const parkering = label('parkering')
const raw = rawMail('Nu gælder det mit pas.', placed(1))

let page: TestPage
let birthe: Browser
beforeEach(async () => {
  page = await openPage()
  await page.account('birthe', ['caseworker'])
  birthe = page.browser()
  await birthe.logIn('birthe')
})
afterEach(() => page.close())

const inDoubt = (guess = pas) =>
  decided(page.ledger, raw, {
    decision: askAPerson({
      guess,
      because: { kind: 'thread-in-doubt', mailId: raw.id, queue: parkering, why: 'model-disagrees' },
    }),
    ...{ deliveries: [], review: true },
  })

describe('an answer in doubt', () => {
  it('shows why, and both suggestions as buttons', async () => {
    await inDoubt()
    const { text } = await birthe.get(`/mail/${raw.id}`)
    expect(text).toContain('teksten hører til en anden kø')
    expect(text).toContain('Ja, læg i Pas')
    expect(text).toContain('Læg i Parkering, hvor tråden ligger')
  })

  it('shows one where both are the same', async () => {
    await inDoubt(parkering)
    const { text } = await birthe.get(`/mail/${raw.id}`)
    expect(text).toContain('Ja, læg i Parkering')
    expect(text).not.toContain('hvor tråden ligger')
  })

  it('is filed in the queue of its thread by one click', async () => {
    await inDoubt()
    const { text } = await birthe.get(`/mail/${raw.id}`)
    const once = /name="once" value="([^"]*)"/.exec(text)?.[1] ?? ''
    await birthe.post(`/mail/${raw.id}/answer`, { version: '1', once, note: '', choice: 'queue:parkering' })
    expect((await page.ledger.mail(raw.id))?.decision?.decision).toMatchObject({
      ...{ kind: 'route', parts: [{ queue: parkering }], because: { kind: 'answered', by: 'birthe' } },
    })
  })
})
