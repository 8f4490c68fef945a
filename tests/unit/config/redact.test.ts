import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactedConfig } from '../../../src/config/redact.js'
import { configSchema } from '../../../src/config/schema.js'

const queues = { pas: { name: 'Pas' } }

function shownDatabase(url: string): string {
  return redactedConfig(configSchema.parse({ queues, database: { url } })).database.url
}

describe('a configuration that is shown', () => {
  it.each([
    ['postgres://u:hunter2@h/post', 'postgres://u:***@h/post'],
    ['postgres://h/post?user=u&password=hunter2', 'postgres://h/post?user=***&password=***'],
    ['postgres://u@h/post', 'postgres://u@h/post'],
    ['sqlite:/srv/post.db', 'sqlite:/srv/post.db'],
  ])('shows %s as %s', (url, shown) => {
    expect(shownDatabase(url)).toBe(shown)
  })

  it('never shows a password, whatever is in it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{8,20}$/), (password) => {
        expect(shownDatabase(`postgres://u:${password}@h/post`)).not.toContain(password)
      }),
    )
  })

  it('is otherwise the same', () => {
    const config = configSchema.parse({
      queues,
      mailboxes: [{ name: 'a', imap: { host: 'h', user: 'u', passwordEnv: 'P' } }],
      rules: [{ name: 'r', when: { to: ['a', 'b'] }, queue: 'pas' }],
      redis: { url: 'redis://h:6379' },
    })
    expect(redactedConfig(config)).toEqual(config)
  })
})
