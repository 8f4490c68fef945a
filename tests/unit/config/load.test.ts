import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LoadOptions, loadConfig, loadConfigOrDefaults } from '../../../src/config/load.js'
import { keyNow } from '../../../src/config/renamed-keys.js'
import type { Config } from '../../../src/config/schema.js'
import { TriageError } from '../../../src/errors.js'

const smallest = 'queues: { pas: { name: Pas } }\n'

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-'))
  writeFileSync(join(folder, 'postfordeler.yml'), text)
  return folder
}

function load(text: string, options: Partial<LoadOptions> = {}): Config {
  return loadConfig({ env: {}, cwd: folderWith(text), ...options })
}

/** The message without its first line. */
function faultsIn(text: string, options: Partial<LoadOptions> = {}): string[] {
  try {
    load(text, options)
  } catch (error) {
    if (error instanceof TriageError && error.code === 'CONFIG_INVALID') {
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
    }
    throw error
  }
  return []
}

describe('a configuration', () => {
  it('needs nothing but queues', () => {
    expect(load(smallest)).toMatchObject({
      mailboxes: [],
      outside: 'udenfor',
      promise: { error: 0.05, confidence: 0.95 },
      sample: { perDay: 10 },
      http: { host: '127.0.0.1', port: 8080 },
    })
  })

  it('is frozen all the way down', () => {
    const config = load(smallest)
    expect(
      Object.isFrozen(config) && Object.isFrozen(config.promise) && Object.isFrozen(config.queues['pas']),
    ).toBe(true)
  })

  it('may begin with a byte order mark', () => {
    expect(load(`\uFEFF${smallest}`).queues['pas']?.name).toBe('Pas')
  })

  it('that is missing is an error that lists what there is instead', () => {
    const cwd = folderWith(smallest)
    const loading = () => loadConfig({ env: {}, cwd, file: 'other.yml' })
    expect(loading).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING' }))
    expect(loading).toThrow(expect.objectContaining({ hint: expect.stringContaining('postfordeler.yml') }))
  })

  it('that is a folder is an error', () => {
    const loading = () => loadConfig({ env: {}, file: tmpdir() })
    expect(loading).toThrow(expect.objectContaining({ code: 'CONFIG_UNREADABLE' }))
  })

  it.each(['data/postfordeler.yml'])('%s loads', (file) => {
    const config = loadConfig({ env: {}, cwd: join(import.meta.dirname, '../../..'), file })
    expect(Object.keys(config.queues)).toHaveLength(25)
  })
})

describe('without a configuration', () => {
  it('work that needs no queue has the defaults, with what flags and environment say', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'none-'))
    const config = loadConfigOrDefaults({ cwd, env: { POSTFORDELER_HTTP_PORT: '1' }, flags: { models: 'm' } })
    expect(config).toMatchObject({
      outside: 'udenfor',
      queues: {},
      models: join(cwd, 'm'),
      http: { port: 1 },
    })
  })

  it('a file that is named must be there all the same', () => {
    const loading = () => loadConfigOrDefaults({ env: {}, file: '/nowhere/postfordeler.yml' })
    expect(loading).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING' }))
  })

  it('a file that is there is read', () => {
    const cwd = folderWith(`${smallest}outside: andet\n`)
    expect(loadConfigOrDefaults({ cwd, env: {} }).outside).toBe('andet')
  })
})

describe('precedence', () => {
  const file = `${smallest}http: { port: 1111 }\n`

  it.each([
    ['the default, when nothing else is given', smallest, {}, {}, 8080],
    ['the file over the default', file, {}, {}, 1111],
    ['the environment over the file', file, { POSTFORDELER_HTTP_PORT: '2222' }, {}, 2222],
    ['a flag over the environment', file, { POSTFORDELER_HTTP_PORT: '2222' }, { httpPort: 3333 }, 3333],
  ])('is %s', (_rule, text, env, flags, port) => {
    expect(load(text, { env, flags }).http.port).toBe(port)
  })

  it('reads a variable ending in _FILE from the file it names', () => {
    const cwd = folderWith(smallest)
    writeFileSync(join(cwd, 'url'), 'redis://cache:6379\n')
    const config = loadConfig({ cwd, env: { POSTFORDELER_REDIS_URL_FILE: 'url' } })
    expect(config.redis).toEqual({ url: 'redis://cache:6379', prefix: 'postfordeler' })
  })

  it('refuses a variable that is given both ways', () => {
    const env = { POSTFORDELER_MODELS: 'a', POSTFORDELER_MODELS_FILE: 'b' }
    expect(faultsIn(smallest, { env })).toEqual([
      'POSTFORDELER_MODELS models: got both POSTFORDELER_MODELS and POSTFORDELER_MODELS_FILE, expected one of them',
    ])
  })

  it('names the variable, not a line, when its value is at fault', () => {
    expect(faultsIn(smallest, { env: { POSTFORDELER_HTTP_PORT: 'http' } })).toEqual([
      'POSTFORDELER_HTTP_PORT http.port: got "http", expected a whole number, at least 0 and at most 65535',
    ])
  })
})

describe('a key that has been renamed', () => {
  const text = `mailboxes:
  - { name: a, path: "maildir:a", mode: shadow }
${smallest}shadow: 20250304-091200-1f2e3d4c
`

  it('is refused at its line, with the name to write instead', () => {
    expect(faultsIn(text)).toEqual([
      'postfordeler.yml:4:1 shadow: this key has another name now, write challenger: instead',
    ])
  })

  it('is refused at its line where something else replaced it, with what to write', () => {
    const old = `${smallest}promise:\n  error: 0.05\n  blindSample: 0.02\n`
    expect(faultsIn(old)).toEqual([
      expect.stringMatching(
        /^postfordeler\.yml:4:3 promise\.blindSample: this key is gone, .*write sample: \{ perDay: 10 \} at the top level/,
      ),
    ])
  })

  it('may be written by its new name, and a mailbox may still be in shadow mode', () => {
    const { challenger, mailboxes } = load(text.replace('shadow: 2025', 'challenger: 2025'))
    expect([challenger, mailboxes[0]?.mode]).toEqual(['20250304-091200-1f2e3d4c', 'shadow'])
  })

  it('is an unknown key like any other anywhere else', () => {
    expect(faultsIn('queues: { pas: { name: Pas, shadow: x } }\n')).toEqual([
      expect.stringContaining('queues.pas.shadow: got an unknown key'),
    ])
  })

  it.each([
    [['shadow'], { kind: 'renamed', newName: 'challenger' }],
    [['queues', 'shadow'], undefined],
    [['shadow', 'shadow'], undefined],
    [[], undefined],
  ])('%j is now %j', (path, now) => {
    expect(keyNow(path)).toEqual(now)
  })
})

describe('relative paths', () => {
  const text = `
mailboxes:
  - { name: a, imap: { host: h, user: u, passwordFile: secrets/imap, tlsCaFile: ca.pem } }
  - { name: b, path: "maildir:mail/b" }
queues: { pas: { name: Pas } }
`
  it('in the file are relative to the folder of the file', () => {
    const folder = folderWith(text)
    const config = loadConfig({ env: {}, cwd: tmpdir(), file: join(folder, 'postfordeler.yml') })
    expect(config.mailboxes).toMatchObject([
      {
        kind: 'imap',
        imap: { passwordFile: join(folder, 'secrets/imap'), tlsCaFile: join(folder, 'ca.pem') },
      },
      { kind: 'files', path: `maildir:${join(folder, 'mail/b')}` },
    ])
    expect(config.database.url).toBe(`sqlite:${join(folder, 'postfordeler.db')}`)
    expect(config.models).toBe(join(folder, 'models'))
  })

  it('in flags and environment are relative to the working folder', () => {
    const file = join(folderWith(text), 'postfordeler.yml')
    const env = { POSTFORDELER_DATABASE_URL: 'sqlite:x.db' }
    const config = loadConfig({ cwd: '/srv', file, env, flags: { models: 'm' } })
    expect(config.database.url).toBe('sqlite:/srv/x.db')
    expect(config.models).toBe('/srv/m')
  })

  it.each(['sqlite::memory:', 'postgres://u:p@db/post'])('are not looked for in %s', (url) => {
    expect(load(smallest, { env: { POSTFORDELER_DATABASE_URL: url } }).database.url).toBe(url)
  })
})

describe('faults', () => {
  it('are all told at once, in the order of the file', () => {
    const text = `mailbxes: 1
mailboxes:
  - name: A B
    imap: { host: 1, port: 99999, user: u, passwordEnv: P }
    mode: autoo
queues:
  pas: { name: Pas, kle: 27.15, promise: { error: 2 } }
limits: 3
`
    expect(faultsIn(text).map((line) => line.split(' ')[0])).toEqual([
      'postfordeler.yml:1:1',
      'postfordeler.yml:3:5',
      'postfordeler.yml:4:13',
      'postfordeler.yml:4:22',
      'postfordeler.yml:5:5',
      'postfordeler.yml:7:21',
      'postfordeler.yml:7:44',
      'postfordeler.yml:8:1',
    ])
  })

  const imap = 'imap: { host: h, user: u, passwordEnv: P }'
  it.each([
    ['an unknown key', 'queus: {}', 'got an unknown key', 'did you mean "queues"?'],
    [
      'an unknown word',
      `mailboxes: [{ name: a, ${imap}, mode: autoo }]`,
      'got "autoo"',
      'did you mean "auto"?',
    ],
    ['a missing key', 'redis: {}', 'redis.url: got nothing', 'expected redis://HOST:PORT'],
    [
      'a rule for no queue',
      'rules: [{ name: r, when: { to: a }, queue: pass }]',
      'got "pass"',
      'did you mean "pas"?',
    ],
    [
      'a rule without a condition',
      'rules: [{ name: r, when: {}, queue: pas }]',
      'rules[0].when',
      'at least one of from',
    ],
    [
      'two mailboxes of one name',
      `mailboxes: [{ name: a, ${imap} }, { name: a, ${imap} }]`,
      'mailboxes[1].name',
      'mailboxes[0] has',
    ],
    [
      'a mailbox with two places',
      `mailboxes: [{ name: a, ${imap}, path: "eml:x" }]`,
      'both imap and path',
      'exactly one',
    ],
    ['a mailbox with no place', 'mailboxes: [{ name: a }]', 'got neither', 'exactly one of imap, path'],
    [
      'an account with no password',
      'mailboxes: [{ name: a, imap: { host: h, user: u } }]',
      'got neither',
      'exactly one of passwordFile',
    ],
    [
      'an account with two passwords',
      'mailboxes: [{ name: a, imap: { host: h, user: u, passwordEnv: P, passwordFile: f } }]',
      'got both',
      'exactly one',
    ],
    ['a file without a queue', 'queues: {}', 'got no queue', 'at least one'],
    ['an outside that is a queue', 'outside: pas', 'queues.pas', 'never filed'],
    [
      'a database of an unknown kind',
      'database: { url: "mysql://u:hunter2@h/d" }',
      'not shown here',
      'sqlite:FILE',
    ],
  ])('%s says what was got and what was expected', (_what, text, got, expected) => {
    const [fault] = faultsIn(text.startsWith('queues:') ? text : `${smallest}${text}\n`)
    expect(fault).toContain(got)
    expect(fault).toContain(expected)
  })

  it.each([
    ['the same folder written in NFC and NFD', 'Omsorgsområdet', 'Omsorgsområdet'.normalize('NFD')],
    ["the folder of a mailbox's inbox", 'INBOX', 'Pas'],
    ['INBOX in small letters', 'Pas', 'inbox'],
  ])('two owners of a folder: %s', (_what, first, second) => {
    const text = `mailboxes: [{ name: a, ${imap} }]
queues: { a: { name: A, folder: "${first}" }, b: { name: B, folder: "${second}" } }
`
    expect(faultsIn(text)).toEqual([expect.stringContaining('expected a folder of its own')])
  })

  it.each([
    ['{ error: 0.1 }', 'expected at most promise.error (0.05)'],
    ['{ error: 0.02, confidence: 0.9 }', 'expected at least promise.confidence (0.95)'],
  ])('a promise of a queue that is laxer than the common one: %s', (own, expected) => {
    expect(faultsIn(`queues: { a: { name: A, promise: ${own} } }\n`)).toEqual([
      expect.stringContaining(expected),
    ])
  })

  it('never show the value of an unknown key or of a secret', () => {
    const text = `${smallest}password: hunter2\nredis: { url: "http://u:hunter2@h" }\n`
    expect(faultsIn(text).join()).not.toContain('hunter2')
  })

  it('refuse a link that is no web address', () => {
    const text = 'queues: { pas: { name: Pas, selfService: "javascript:alert(1)" } }'
    expect(faultsIn(text)).toEqual([expect.stringContaining('expected a web address')])
  })
})

describe('YAML', () => {
  it.each([
    ['a key given twice', `${smallest}outside: a\noutside: b\n`, 'postfordeler.yml:3:1', 'unique'],
    ['a broken line', `${smallest}promise: { error: 0.05\n`, 'postfordeler.yml:', ''],
    ['a tag', `${smallest}models: !!js/function "x"\n`, 'postfordeler.yml:2:9', 'tag'],
    [
      'an address that begins with * without quotes',
      `${smallest}rules: [{ name: r, when: { from: *@udk.example } }]\n`,
      'postfordeler.yml:2:',
      '',
    ],
    ['an alias that nothing defines', `${smallest}models: *abc\n`, 'postfordeler.yml:2:9', 'quotes'],
  ])('%s is a fault with its place', (_what, text, place, words) => {
    const faults = faultsIn(text)
    expect(faults[0]).toContain(place)
    expect(faults[0]).toContain(words)
  })

  it('whose aliases would multiply without bound is refused', () => {
    const levels = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 9; level++) {
      levels.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      )
    }
    expect(faultsIn(levels.join('\n'))[0]).toMatch(/alias/i)
  })

  it('may use an alias as it is meant', () => {
    const text =
      'queues:\n  pas: &common { name: Pas, selfService: "https://pas.example/" }\n  kort: *common\n'
    expect(load(text).queues['kort']?.name).toBe('Pas')
  })
})

describe('warnings', () => {
  function warningsOf(text: string, env: Record<string, string>): string[] {
    const warnings: string[] = []
    load(text, { env, warn: (message) => warnings.push(message) })
    return warnings
  }

  it('tell of a variable that nothing reads, and guess the one meant', () => {
    expect(warningsOf(smallest, { POSTFORDELER_MODEL: 'x', PATH: '/bin' })).toEqual([
      expect.stringContaining('POSTFORDELER_MODEL is not known'),
    ])
    expect(warningsOf(smallest, { POSTFORDELER_MODEL: 'x' })[0]).toContain(
      'did you mean "POSTFORDELER_MODELS"?',
    )
  })

  it('do not tell of a variable that the file names for a password', () => {
    const text = `${smallest}mailboxes: [{ name: a, imap: { host: h, user: u, passwordEnv: POSTFORDELER_IMAP } }]\n`
    expect(warningsOf(text, { POSTFORDELER_IMAP: 'x' })).toEqual([])
  })

  it.each([
    ['mail.kk.example', 1],
    ['127.0.0.1', 0],
    ['localhost', 0],
  ])('tell of an account without TLS at %s: %i', (host, count) => {
    const text = `${smallest}mailboxes: [{ name: a, imap: { host: ${host}, tls: false, user: u, passwordEnv: P } }]\n`
    expect(warningsOf(text, {})).toHaveLength(count)
  })
})
