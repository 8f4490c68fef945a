// The page on a ledger in memory, asked without a port, as a browser with cookies would ask.
import type { FastifyInstance } from 'fastify'
import { configSchema } from '../../../src/config/schema.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import type { PersonRole } from '../../../src/roles.js'
import { createApp } from '../../../src/web/app.js'
import { hashPassword } from '../../../src/web/passwords.js'
import type { ReviewServices } from '../../../src/web/request-context.js'
import { deskOver } from '../../contracts/desk-harness.js'

export const password = 'syv grønne cykler'

export interface Browser {
  readonly get: (path: string) => Promise<Shown>
  /** Sends a form of the page that `get` showed last, with its token unless another is given. */
  readonly post: (
    path: string,
    fields?: Readonly<Record<string, string | readonly string[]>>,
  ) => Promise<Shown>
  readonly logIn: (name: string) => Promise<Shown>
  readonly cookies: Map<string, string>
}

export interface Shown {
  readonly status: number
  readonly text: string
  /** Where a redirect leads; empty otherwise. */
  readonly location: string
  readonly headers: Readonly<Record<string, unknown>>
}

export interface TestPage {
  readonly app: FastifyInstance
  readonly services: ReviewServices
  readonly ledger: Ledger
  readonly clock: { at: Date }
  readonly lines: string[]
  readonly browser: (options?: { readonly address?: string }) => Browser
  /** Makes an account with these roles and the password above. */
  readonly account: (
    name: string,
    roles: readonly PersonRole[],
    departments?: readonly string[],
  ) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openPage(
  review: Record<string, unknown> = {},
  more: Partial<ReviewServices> = {},
): Promise<TestPage> {
  const clock = { at: new Date('2026-03-02T09:00:00.000Z') }
  const now = () => clock.at
  const ledger = await createLedger('sqlite::memory:', { now })
  const config = configSchema.parse({
    queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
    review,
  })
  const lines: string[] = []
  const write = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }))
  const log = { debug: write, info: write, warn: write, error: write }
  const desk = deskOver({ config, ledger, now })
  const services: ReviewServices = { config, ledger, desk, now, log, env: {}, ...more }
  const app = await createApp(services)
  passwordHash ??= await hashPassword(password)
  const hash = passwordHash
  return {
    ...{ app, services, ledger, clock, lines },
    browser: (options) => browserOf(app, options?.address ?? '192.0.2.1'),
    async account(name, roles, departments) {
      const limit = departments as never
      await ledger.accounts.add(
        { name, displayName: name, roles, departments: limit, passwordHash: hash },
        'test',
      )
    },
    async close() {
      await app.close()
      await ledger.close()
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Made once for all pages of a file: it takes a tenth of a second. */
let passwordHash: string | undefined

export function browserOf(app: FastifyInstance, remoteAddress: string): Browser {
  const cookies = new Map<string, string>()
  let token = ''
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<Shown> => {
    const answer = await app.inject({
      ...{ method, url, remoteAddress },
      cookies: Object.fromEntries(cookies),
      ...(payload === undefined
        ? {}
        : { payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < 1)) cookies.delete(name)
      else cookies.set(name, value)
    }
    token = /name="_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? token
    return {
      status: answer.statusCode,
      text: answer.body,
      location: String(answer.headers.location ?? ''),
      headers: answer.headers,
    }
  }
  const get = (path: string) => ask('GET', path)
  const post: Browser['post'] = (path, fields = {}) => {
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries({ _token: token, ...fields }))
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one)
    return ask('POST', path, form.toString())
  }
  return {
    ...{ get, post, cookies },
    async logIn(name) {
      await get('/login')
      const shown = await post('/login', { name, password })
      await get('/account')
      return shown
    },
  }
}
