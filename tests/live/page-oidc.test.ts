// The login at an identity provider, against a real one: there, back, what it grants, what it refuses, and out again.
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configSchema } from '../../src/config/schema.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { createApp } from '../../src/web/app.js'
import { deskOver } from '../contracts/desk-harness.js'
import { freePort } from './server-process.js'

const provider = new OAuth2Server()
let ledger: Ledger
let app: FastifyInstance
let origin: string
const lines: string[] = []

/** What the provider says of the person in the next login. */
let person: Record<string, unknown> = {}

beforeAll(async () => {
  await provider.issuer.keys.generate('RS256')
  await provider.start(0, '127.0.0.1')
  const { port } = provider.address() as AddressInfo
  provider.issuer.url = `http://127.0.0.1:${port}`
  provider.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, person))
})
afterAll(() => provider.stop())

beforeEach(async () => {
  lines.length = 0
  person = {
    sub: '17',
    preferred_username: 'birthe@kk.example',
    name: 'Birthe Holm',
    groups: ['pf-pas', 'kantine'],
  }
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  ledger = await createLedger('sqlite::memory:')
  const config = configSchema.parse({
    queues: { pas: { name: 'Pas' }, vej: { name: 'Vej' } },
    review: {
      origin,
      localAccounts: false,
      oidc: {
        issuer: provider.issuer.url,
        clientId: 'postfordeler',
        clientSecretEnv: 'OIDC_SECRET',
        groups: [
          { group: 'pf-pas', roles: ['caseworker'], departments: ['pas'] },
          { group: 'pf-revision', roles: ['auditor'] },
        ],
      },
    },
  })
  const write = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }))
  const log = { debug: write, info: write, warn: write, error: write }
  app = await createApp({
    config,
    ledger,
    desk: deskOver({ config, ledger }),
    now: () => new Date(),
    log,
    env: { OIDC_SECRET: 'hemmelig' },
  })
  await app.listen({ port, host: '127.0.0.1' })
})
afterEach(async () => {
  await app.close()
  await ledger.close()
})

/** A browser that follows nothing by itself, with the cookies of the page. */
function browser() {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async go(url: string, form?: Record<string, string>) {
      const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(new URL(url, origin), {
        redirect: 'manual',
        headers: url.startsWith('/') || url.startsWith(origin) ? { cookie: header } : {},
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (/max-age=0/i.test(line)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return {
        status: answer.status,
        location: answer.headers.get('location') ?? '',
        refresh: answer.headers.get('refresh') ?? '',
        text: await answer.text(),
      }
    },
  }
}

/** To the provider and as far as its answer; the answer is not given to the page yet. */
async function toProvider(from = '/login/oidc?to=/account') {
  const someone = browser()
  const away = await someone.go(from)
  const back = await someone.go(away.location)
  return { someone, away, back }
}

async function logIn() {
  const { someone, back } = await toProvider()
  return { someone, shown: await someone.go(back.location) }
}

const lastDeeds = async () =>
  (await ledger.audit({ limit: 3 })).map(({ actor, action, details }) => ({ actor, action, details }))

describe('the login', () => {
  it('asks the provider with a code challenge, a state and a nonce of its own', async () => {
    const [one, other] = [await toProvider(), await toProvider()]
    const asked = new URL(one.away.location).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe(`${origin}/login/oidc/callback`)
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked.get(name)?.length, name).toBeGreaterThan(30)
      expect(asked.get(name)).not.toBe(new URL(other.away.location).searchParams.get(name))
    }
    expect(one.away.location).not.toContain('hemmelig')
  })

  it('gives the roles and queues of the groups, and leads to where the person wanted to go', async () => {
    const { someone, shown } = await logIn()
    expect(shown).toMatchObject({ status: 303, location: '/account' })
    const { text } = await someone.go('/account')
    expect(text).toContain('Birthe Holm')
    expect(text).toMatch(/<dt>Roller<\/dt><dd>Sagsbehandler<\/dd><dt>Køer<\/dt><dd>Pas<\/dd>/)
    expect((await someone.go('/trail')).status).toBe(403)
    expect(await lastDeeds()).toMatchObject([
      { actor: 'birthe@kk.example', action: 'logged-in', details: { how: 'oidc' } },
      { actor: 'program', action: 'account-added', details: { roles: ['caseworker'], departments: ['pas'] } },
    ])
  })

  it('takes over other groups at the next login', async () => {
    await logIn()
    person['groups'] = ['pf-revision']
    const { someone } = await logIn()
    expect((await someone.go('/trail')).status).toBe(200)
    expect(await ledger.accounts.list()).toHaveLength(1)
  })

  it('asks the provider for groups that its token leaves out', async () => {
    const { groups, ...rest } = person
    person = rest
    const tell = (answer: { body: unknown }) => {
      answer.body = { sub: '17', groups }
    }
    provider.service.once('beforeUserinfo', tell)
    const { someone } = await logIn()
    expect((await someone.go('/account')).text).toContain('Sagsbehandler')
  })

  it('lets nobody in who is in no group of ours, and says so', async () => {
    person['groups'] = ['kantine']
    const { someone, shown } = await logIn()
    expect(shown.status).toBe(403)
    expect(shown.text).toContain('Du har ingen adgang her')
    expect(someone.cookies.has('postfordeler-session')).toBe(false)
    expect(await ledger.accounts.list()).toEqual([])
  })

  it('lets nobody in whose account was closed here', async () => {
    await logIn()
    await ledger.accounts.change('birthe@kk.example', { isActive: false }, 'chef')
    expect((await logIn()).shown).toMatchObject({
      status: 403,
      text: expect.stringContaining('Din konto er lukket'),
    })
  })

  it.each(['program', '<script>', ''])('lets nobody be called "%s" in the trail', async (name) => {
    person['preferred_username'] = name
    person['sub'] = name
    expect([401, 403]).toContain((await logIn()).shown.status)
    expect(await ledger.accounts.list()).toEqual([])
  })
})

describe('what comes back', () => {
  const refused = async (someone: ReturnType<typeof browser>, url: string) => {
    const shown = await someone.go(url)
    const [reference = 'none'] = /[0-9A-F]{5}-[0-9A-F]{5}/.exec(shown.text) ?? []
    expect(shown.text).toContain('lykkedes ikke')
    expect(lines.some((line) => line.includes(reference))).toBe(true)
    expect(someone.cookies.has('postfordeler-session')).toBe(false)
    expect((await lastDeeds())[0]).toMatchObject({
      actor: 'program',
      action: 'login-failed',
      details: { reference },
    })
    return shown.status
  }

  it('with another state is refused', async () => {
    const { someone, back } = await toProvider()
    const url = new URL(back.location)
    url.searchParams.set('state', 'made-up')
    expect(await refused(someone, url.href)).toBe(401)
  })

  it('to a browser that did not ask is refused', async () => {
    const { back } = await toProvider()
    expect(await refused(browser(), back.location)).toBe(401)
  })

  it('twice is refused the second time', async () => {
    const { someone, back } = await toProvider()
    await someone.go(back.location)
    expect((await someone.go(back.location)).status).toBe(401)
  })

  it('with another nonce in the token is refused', async () => {
    person['nonce'] = 'made-up'
    const { someone, back } = await toProvider()
    expect(await refused(someone, back.location)).toBe(401)
  })

  it('for another page is refused', async () => {
    person['aud'] = 'somebody-else'
    const { someone, back } = await toProvider()
    expect(await refused(someone, back.location)).toBe(401)
  })

  it('of a login that was called off is refused in words', async () => {
    const { someone, back } = await toProvider()
    const state = new URL(back.location).searchParams.get('state')
    expect(await refused(someone, `${origin}/login/oidc/callback?error=access_denied&state=${state}`)).toBe(
      401,
    )
    expect(lines.join('\n')).toMatch(/"code":"OIDC_REFUSED","fault":"[^"]*\(access_denied\)/)
  })

  it('leaves neither code nor token in the log', async () => {
    const { someone, back } = await toProvider()
    const code = new URL(back.location).searchParams.get('code') ?? 'none'
    await someone.go(`${back.location}x`)
    expect(lines.join('\n')).not.toContain(code)
    expect(lines.join('\n')).not.toContain('eyJ')
  })
})

describe('the logout', () => {
  it('ends the login here, and goes on to end it at the provider', async () => {
    const { someone } = await logIn()
    const { text } = await someone.go('/account')
    const token = /_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const shown = await someone.go('/logout', { _token: token })
    const away = new URL(shown.refresh.replace(/^\d+; url=/, ''))
    expect(away.origin).toBe(provider.issuer.url)
    expect(away.searchParams.get('id_token_hint')).toMatch(/^eyJ/)
    expect(away.searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/login`)
    expect(shown.text).toContain('Fortsæt til kommunens login')
    expect(someone.cookies.has('postfordeler-session')).toBe(false)
    expect((await someone.go('/account')).status).toBe(303)
    const back = await someone.go(away.href)
    expect(back.location).toBe(`${origin}/login`)
  })
})

describe('a provider that does not answer', () => {
  it('is told as such, and asked again the next time', async () => {
    const url = provider.issuer.url
    await provider.stop()
    const shown = await browser().go('/login/oidc')
    expect(shown.status).toBe(503)
    expect(lines.join('\n')).toMatch(/"code":"OIDC_UNREACHABLE","fault":"[^"]*\(ECONNREFUSED\)/)
    expect(shown.text).toContain('Kommunens login svarer ikke')
    await provider.start(Number(new URL(url ?? '').port), '127.0.0.1')
    provider.issuer.url = url
    expect((await logIn()).shown.status).toBe(303)
  })
})
