// The team lead's page.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configSchema } from '../../../src/config/schema.js'
import { label } from '../../../src/ids.js'
import { birthe } from '../../contracts/desk-harness.js'
import {
  askAPerson,
  decided,
  entryFor,
  leave,
  placed,
  rawMail,
  routeTo,
} from '../../contracts/ledger-samples.js'
import { type Browser, openPage, type TestPage } from './page-harness.js'

const pas = label('pas')
const parkering = label('parkering')
const day = 24 * 3_600_000

let page: TestPage
let lead: Browser

async function open(more: Parameters<typeof openPage>[1] = {}): Promise<void> {
  page = await openPage({ costs: { enquiry: 120, enquiryMinutes: 10, sortMinutes: 3 } }, more)
  await page.account('leder', ['lead'])
  lead = page.browser()
  await lead.logIn('leder')
}
beforeEach(() => open())
afterEach(() => page.close())

/** Two filed alone, one of them shown blind and answered otherwise; one that waits. */
async function work(): Promise<void> {
  await decided(page.ledger, rawMail('alone', placed(1)), { decision: routeTo(pas) })
  const blind = rawMail('blind', placed(2))
  await decided(page.ledger, blind, { decision: routeTo(pas), isBlind: true, review: true })
  await page.services.desk.answer(
    {
      ...{ mailId: blind.id, version: 1, note: '' },
      ...{ choice: { kind: 'queue', label: parkering }, token: page.services.desk.newToken() },
    },
    birthe,
  )
  await decided(page.ledger, rawMail('asked', placed(3)), {
    decision: askAPerson({ guess: parkering }),
    ...{ deliveries: [], review: true },
  })
}

/** The tables of a page by caption, each a list of rows of cells. */
const tablesOf = (text: string): Readonly<Record<string, readonly (readonly string[])[]>> =>
  Object.fromEntries(
    [...text.matchAll(/<table[^>]*>(.*?)<\/table>/gs)].map(([, table = '']) => [
      /<caption[^>]*>(.*?)<\/caption>/.exec(table)?.[1] ?? '',
      [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
          cell.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' '),
        ),
      ),
    ]),
  )

describe('the figures', () => {
  it('are said to be none yet while there is none, and there is nothing to download', async () => {
    const { status, text } = await lead.get('/figures')
    expect(status).toBe(200)
    expect(text).toContain('Der er ingen tal for den periode endnu')
    expect(text).not.toMatch(/<table|<svg role|\/figures\/csv/)
  })

  it('stand in tables, per queue and per week', async () => {
    await work()
    const tables = tablesOf((await lead.get('/figures?weeks=1')).text)
    const headings = [
      'Fordelt alene',
      'Fejl i blind stikprøve',
      'Flyttet bagefter',
      'Lagt af mennesker',
      'Venter',
    ]
    expect(tables['Kø for kø']).toEqual([
      ['Kø', ...headings],
      ['Pas', '2', '100 % (2,5 % til 100 %)', '1', '0', '0'],
      ['Parkering', '0', 'Ikke målt', '0', '1', '1'],
      ['I alt', '2', '100 % (2,5 % til 100 %)', '1', '1', '1'],
    ])
    expect(tables['Tallene uge for uge']?.[1]).toEqual([
      'Uge 10 2026',
      ...['2', '100 % (2,5 % til 100 %)', '1', '1', '1'],
    ])
  })

  it('have a name and a description for each picture, and a heading for each row and column', async () => {
    await work()
    const { text } = await lead.get('/figures')
    for (const [picture] of text.matchAll(/<svg role="img".*?<\/svg>/gs)) {
      const [, name = '', told = ''] = /aria-labelledby="(\S+) (\S+)"/.exec(picture) ?? []
      expect(picture).toContain(`<title id="${name}">`)
      expect(picture).toContain(`<desc id="${told}">`)
    }
    expect(text.match(/<svg role="img"/g)).toHaveLength(1)
    for (const [table] of text.matchAll(/<table.*?<\/table>/gs)) {
      expect(table).not.toMatch(/<th(?! scope=)[ >]/)
      const [, ...rows] = table.match(/<tr>/g) ?? []
      expect(table.match(/<th scope="row"/g)).toHaveLength(rows.length)
    }
  })

  it('of one queue are those of its weeks', async () => {
    await work()
    const { text } = await lead.get('/figures?queue=parkering&weeks=4')
    expect(text).toContain('<h1>Tal: Parkering</h1>')
    expect(tablesOf(text)['Tallene uge for uge']?.slice(1, 3)).toEqual([
      ['Uge 10 2026', '0', 'Ikke målt', '0', '1', '1'],
      ['Uge 9 2026', '0', 'Ikke målt', '0', '0', '0'],
    ])
  })

  it.each(['weeks=999', 'weeks=x', 'queue=findes-ikke', 'queue=__proto__', 'weeks=-1'])(
    'pass over %s',
    async (query) => {
      const { status, text } = await lead.get(`/figures?${query}`)
      expect(status).toBe(200)
      expect(text).toContain('<h1>Tal</h1>')
      expect(text).toContain('Uge 51, 2025 til uge 10, 2026')
    },
  )

  it('never name a person', async () => {
    await work()
    for (const path of ['/figures', '/figures?queue=pas', '/figures/csv'])
      expect((await lead.get(path)).text, path).not.toContain('birthe')
  })

  it('say what is saved as an estimate, with its sums', async () => {
    await work()
    const text = (await lead.get('/figures')).text.replaceAll('\u00a0', ' ')
    expect(text).toContain('et overslag')
    expect(text).toContain('2 − 1 = 1')
    expect(text).toContain('1 × 3 minutter ≈ 0,1 timer') // 3 minutes are 0.05 hours
    expect(text).toContain('Timeprisen på 720 kr. kommer af, at en henvendelse koster 120 kr.')
    expect(text).toContain('Omkring 36 kr.')
    expect(text).toContain('2,5 % til 100 % af de fordelte')
  })
})

/** Left mails that were shown blind: one held nothing for us, one did, and one waits. */
async function leftWork(): Promise<void> {
  const { desk } = page.services
  const answers = [{ kind: 'not-ours', what: 'other' }, { kind: 'queue', label: pas }, undefined] as const
  for (const [nth, choice] of answers.entries()) {
    const raw = rawMail(`left ${nth}`, placed(10 + nth))
    await decided(page.ledger, raw, { decision: leave, deliveries: [], isBlind: true, review: true })
    const form = { mailId: raw.id, version: 1, note: '', token: desk.newToken() }
    if (choice) await desk.answer({ ...form, choice }, birthe)
  }
}

describe('what was left', () => {
  it('has its bound beside the promise, and the answers behind it', async () => {
    await work()
    await leftWork()
    const text = (await lead.get('/figures?weeks=1')).text.replaceAll('\u00a0', ' ')
    expect(text).toContain('Overset i det, der blev ladt ligge')
    expect(text).toContain('Højst 100 % er ladt ligge med urette.')
    expect(text).toContain('1 af 2 svar fandt noget til os; 1 venter på svar og tæller ikke med.')
    expect(tablesOf(text)['Svarene om det, der blev ladt ligge, uge for uge']?.[1]).toEqual([
      ...['Uge 10, 2026', '2', '1', '1,3 % til 98,7 %'],
    ])
    const csv = (await lead.get('/figures/csv?weeks=1')).text.split('\r\n')
    expect(csv.filter((line) => line.startsWith('Ladt ligge'))).toEqual([
      'Ladt ligge;2026-W10;;;;;2;1;0,0126;0,9874',
      'Ladt ligge;;;;;;2;1;;1',
    ])
  })

  it('is said to be unmeasured before somebody has answered, and is no matter of one queue', async () => {
    await work()
    const { text } = await lead.get('/figures')
    expect(text).toContain('Ingen er besvaret endnu, så det er ikke målt.')
    expect((await lead.get('/figures?queue=pas')).text).not.toContain('ladt ligge')
  })

  it('is shown also where nothing was ever filed', async () => {
    await leftWork()
    expect((await lead.get('/figures?weeks=1')).text).toContain('Overset i det, der blev ladt ligge')
  })
})

describe('the download', () => {
  it('holds the same rows for a spreadsheet', async () => {
    await work()
    const { text, headers } = await lead.get('/figures/csv?weeks=1')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="tal-2026-W10-2026-W10.csv"')
    expect(text.split('\r\n')).toEqual([
      '\ufeffKø;Uge;Fordelt alene;Flyttet bagefter;Lagt af mennesker;Venter;Blinde svar;Heraf forkerte;Fejl, nedre grænse (95 %);Fejl, øvre grænse (95 %)',
      'Pas;2026-W10;2;1;0;0;1;1;0,025;1',
      'Parkering;2026-W10;0;0;1;1;0;0;;',
      '',
    ])
  })

  it('has no cell that a spreadsheet would calculate, whatever a queue is called', async () => {
    await page.close()
    const evil = '=HYPERLINK("https://x.example";"Pas")'
    const config = configSchema.parse({ queues: { pas: { name: evil }, parkering: { name: '@SUM(A1)' } } })
    await open({ config })
    await work()
    const { text } = await lead.get('/figures/csv?weeks=1')
    expect(text).toContain(`"'=HYPERLINK(""https://x.example"";""Pas"")";2026-W10`)
    expect(text).toContain("\r\n'@SUM(A1);2026-W10")
    expect((await lead.get('/figures')).text).toContain('=HYPERLINK(&quot;https://x.example&quot;')
  })
})

describe('warnings', () => {
  it('name the queues that closed themselves, why, and how they are opened, until they are', async () => {
    await page.ledger.closeQueue(pas, { n: 40, wrong: 8, evidence: 31, promised: 0.05 })
    const { text } = await lead.get('/figures')
    expect(text).toContain('Pas, siden 2. mar. 2026, 10.00: 8 af 40 blinde svar var forkerte')
    expect(text).toContain('løftet er højst 5')
    expect((await lead.get('/figures?queue=parkering')).text).not.toContain('blinde svar var forkerte')
    await page.ledger.openQueue(pas, 'driften', 'trained again')
    expect((await lead.get('/figures')).text).not.toContain('lukket for automatisk')
  })

  it('say that the last week was unlike the weeks before, and in what', async () => {
    page.clock.at = new Date(page.clock.at.getTime() - 42 * day)
    for (let week = 0; week < 6; week++) {
      const raws = Array.from({ length: 60 }, (_, nth) =>
        rawMail(`${week} ${nth}`, placed(week * 60 + nth + 1)),
      )
      await page.ledger.recordReceived('borgerservice', raws)
      await page.ledger.recordDecisions(
        raws.map((raw, nth) =>
          entryFor(raw, { decision: routeTo(week < 5 ? (nth % 2 ? pas : parkering) : pas) }),
        ),
      )
      page.clock.at = new Date(page.clock.at.getTime() + 7 * day)
    }
    const { text } = await lead.get('/figures')
    expect(text).toContain('Uge 9 lignede ikke ugerne før')
    expect(text.replaceAll('\u00a0', ' ')).toContain('Pas fik 100 % af mailene, mod 50 % før')
  })
})
