// Language, colours and keys: for everybody, without script, before the login too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages, texts } from '../../../src/web/texts/texts.js'
import { openPage, type TestPage } from './page-harness.js'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

describe('display', () => {
  it('is Danish until somebody chooses English', async () => {
    const browser = page.browser()
    expect((await browser.get('/login')).text).toContain('<h1>Log ind</h1>')
    await browser.get('/look?to=/login')
    const { location } = await browser.post('/look', {
      language: 'en',
      theme: 'dark',
      keys: 'off',
      to: '/login',
    })
    const { text } = await browser.get(location)
    expect(location).toBe('/login')
    expect(text).toContain('<html lang="en" data-theme="dark">')
    expect(text).toContain('<h1>Log in</h1>')
    expect(text).not.toContain('data-keys')
  })

  it('takes nothing that is not on offer', async () => {
    const browser = page.browser()
    await browser.get('/look')
    await browser.post('/look', { language: '"><script>', theme: 'neon', to: 'https://evil.example' })
    const { text } = await browser.get('/login')
    expect(text).toContain('<html lang="da">')
  })
})

describe('the catalogues', () => {
  const leaves = (value: unknown, path: string): [string, string][] => {
    if (typeof value === 'function') return [[path, String(value('X'))]]
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
    return [[path, String(value)]]
  }

  it.each(languages)('%s has words for everything', (language) => {
    expect(leaves(texts[language], language).filter(([, words]) => words.trim() === '')).toEqual([])
  })

  it('say no sentence in the same language', () => {
    const english = new Map(leaves(texts.en, ''))
    const same = leaves(texts.da, '').filter(
      ([path, words]) => english.get(path) === words && words.length > 20,
    )
    expect(same).toEqual([])
  })
})

describe('the accessibility statement', () => {
  it('is our own page, with whom to tell', async () => {
    const own = await openPage({ organisation: 'Prøveby Kommune', contact: 'tlf. 12 34 56 78' })
    const { text } = await own.browser().get('/accessibility')
    expect(text).toContain('Prøveby Kommune bruger Postfordeler')
    expect(text).toContain('tlf. 12 34 56 78')
    expect(text).toContain('<a href="/accessibility">Tilgængelighedserklæring</a>')
    await own.close()
  })

  it("is the municipality's where it has one", async () => {
    const linked = await openPage({ accessibility: 'https://was.digst.dk/kk-example' })
    expect((await linked.browser().get('/login')).text).toContain(
      '<a href="https://was.digst.dk/kk-example">',
    )
    await linked.close()
  })
})
