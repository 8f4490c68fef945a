// What the configuration of the page must fulfil beyond the types of its settings.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/config/load.js'

const cwd = mkdtempSync(join(tmpdir(), 'review-config-'))

function load(review: object) {
  writeFileSync(join(cwd, 'postfordeler.yml'), JSON.stringify({ queues: { pas: { name: 'Pas' } }, review }))
  return loadConfig({ cwd, env: {} })
}
const oidc = {
  issuer: 'https://login.kk.example',
  clientId: 'postfordeler',
  groups: [{ group: 'pas', roles: ['caseworker'], departments: ['pas'] }],
}

describe('the configuration of the page', () => {
  it('takes the client secret from a file beside it', () => {
    const { review } = load({ oidc: { ...oidc, clientSecretFile: 'secrets/oidc' } })
    expect(review.oidc?.clientSecretFile).toBe(join(cwd, 'secrets/oidc'))
  })

  it.each([
    [
      'two places for one secret',
      { oidc: { ...oidc, clientSecretFile: 'a', clientSecretEnv: 'B' } },
      'at most one',
    ],
    [
      'a queue that there is not',
      { oidc: { ...oidc, groups: [{ ...oidc.groups[0], departments: ['pass'] }] } },
      'pass',
    ],
    ['a provider over plain http', { oidc: { ...oidc, issuer: 'http://login.kk.example' } }, 'https'],
    ['an address over plain http', { origin: 'http://post.kk.example' }, 'https'],
    ['an address with a path', { origin: 'https://kk.example/post' }, 'https'],
  ])('refuses %s', (_, review, said) => {
    expect(() => load(review)).toThrow(said)
  })
})
