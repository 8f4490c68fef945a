import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './fake-io.js'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-usage-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const commands = [
  ['demo'],
  ['init'],
  ['check'],
  ['run'],
  ['route'],
  ['classify'],
  ['review'],
  ['review', 'list'],
  ['review', 'show'],
  ['review', 'answer'],
  ['review', 'move'],
  ['review', 'later'],
  ['review', 'undo'],
  ['left'],
  ['left', 'list'],
  ['left', 'show'],
  ['left', 'take'],
  ['user'],
  ['user', 'add'],
  ['user', 'list'],
  ['user', 'password'],
  ['user', 'remove'],
  ['queue'],
  ['queue', 'list'],
  ['queue', 'take'],
  ['queue', 'done'],
  ['queue', 'closed'],
  ['queue', 'close'],
  ['queue', 'open'],
  ['explain'],
  ['unroute'],
  ['stats'],
  ['corrections'],
  ['corrections', 'list'],
  ['corrections', 'accept'],
  ['corrections', 'reject'],
  ['audit'],
  ['import'],
  ['train'],
  ['evaluate'],
  ['compare'],
  ['models'],
  ['promote'],
  ['rollback'],
]
const leaves = commands.filter(
  ([name, sub]) =>
    sub !== undefined || !['review', 'left', 'queue', 'user', 'corrections'].includes(name ?? ''),
)

it('--version says which version this is', async () => {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'))
  expect(await run(['--version'])).toMatchObject({ code: 0, out: [version] })
})

describe('--help', () => {
  it('names every command', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    const named = [...out.join('\n').matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name)
    expect(named.sort()).toEqual([...new Set(commands.map(([name]) => name)), 'help'].sort())
  })

  it.each(commands.map((command) => ({ command, name: command.join(' ') })))(
    'of $name says what it does, and ends well',
    async ({ command }) => {
      const { code, out, notes } = await run([...command, '--help'])
      expect({ code, notes }).toEqual({ code: 0, notes: [] })
      expect(out.join('\n')).toMatch(
        new RegExp(`^Usage: postfordeler ${command.join(' ')}\\b[\\s\\S]+\\n\\n\\w.{15,}`),
      )
    },
  )

  it.each(leaves.map((command) => ({ command, name: command.join(' ') })))(
    'of $name has the options that every command has',
    async ({ command }) => {
      const text = (await run([...command, '--help'])).out.join('\n')
      expect(text).toContain('--config <file>')
      expect(text).toContain('--json')
    },
  )
})

describe('what no command takes ends with 2, nothing on stdout, and a hint', () => {
  it.each([
    { args: ['sort'], told: /unknown command 'sort'/ },
    { args: ['stats', '--nonsense'], told: /unknown option '--nonsense'/ },
    { args: [], told: /Usage/ },
    { args: ['route'], told: /--once/ },
    { args: ['route', '--once', '--mode', 'bold'], told: /Allowed choices are shadow, suggest, auto/ },
    { args: ['review', 'list', '--limit', 'many'], told: /whole number above 0/ },
    { args: ['queue', 'list', '--limit', '-1'], told: /whole number above 0/ },
    { args: ['audit', '--limit', '0'], told: /whole number above 0/ },
    { args: ['train'], told: /--data/ },
    { args: ['train', '--data', 'x', '--seed', 'x'], told: /whole number/ },
    { args: ['run', '--roles', 'poll,dance'], told: /no role "dance"/ },
    { args: ['classify', '--own-address', 'post'], told: /must be an address/ },
    { args: ['classify', '--lang', 'de'], told: /Allowed choices are en, da/ },
    { args: ['explain'], told: /missing required argument/ },
  ])('$args', async ({ args, told }) => {
    const { code, out, notes } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(notes.join('\n')).toMatch(told)
  })
})

describe('a configuration with faults', () => {
  it('is refused with all of them, each with its place', async () => {
    const file = join(dir, 'bad.yml')
    await writeFile(file, 'mailboxes:\n  - name: Borgerservice\n    mode: bold\nqueues:\n  pas: {}\n')
    const { code, out, notes } = await run(['stats', '--json', '--config', file])
    expect({ code, out }).toEqual({ code: 2, out: [] })
    const text = notes.join('\n')
    expect(text).toMatch(/bad\.yml:2:\d+ mailboxes\[0\]\.name/)
    expect(text).toMatch(/bad\.yml:3:\d+ mailboxes\[0\]\.mode/)
    expect(text).toContain('queues.pas.name')
  })

  it('is refused for a key that has been renamed, with its line and its new name', async () => {
    const file = join(dir, 'renamed.yml')
    await writeFile(file, 'queues:\n  pas: { name: Pas }\nshadow: 20250304-091200-1f2e3d4c\n')
    const { code, out, notes } = await run(['stats', '--json', '--config', file])
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(notes.join('\n')).toMatch(/renamed\.yml:3:1 shadow: .*write challenger: instead/)
  })

  it('that is missing is named', async () => {
    const { code, notes } = await run(['check', '--config', join(dir, 'none.yml')])
    expect(code).toBe(2)
    expect(notes.join('\n')).toContain('none.yml')
  })
})

describe('init', () => {
  it('writes a configuration, and never over one', async () => {
    const file = join(dir, 'new.yml')
    expect((await run(['init', '--config', file, '--json'])).json()).toEqual({ file })
    const text = await readFile(file, 'utf8')
    expect(text).toContain('mailboxes:')
    const again = await run(['init', '--config', file])
    expect(again.code).toBe(1)
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('says what to do when the folder is not there', async () => {
    const { code, notes } = await run(['init', '--config', join(dir, 'nowhere', 'new.yml')])
    expect(code).toBe(1)
    expect(notes[0]).toMatch(/cannot be written \(ENOENT\)/)
  })

  it('is followed by check, which says what is missing and how to mend it', async () => {
    const file = join(dir, 'new.yml')
    const { code, json, notes } = await run(['check', '--json', '--config', file])
    expect(code).toBe(1)
    const { ok, findings } = json() as { ok: boolean; findings: readonly Record<string, string>[] }
    expect(ok).toBe(false)
    expect(findings.map(({ what, state }) => [what, state])).toEqual([
      ['configuration', 'ok'],
      ['database', 'ok'],
      ['model', 'warning'],
      ['promise', 'ok'],
      ['redis', 'ok'],
      ['borgerservice', 'fault'],
    ])
    expect(findings.at(-1)?.['detail']).toMatch(/password/i)
    expect(notes.join('\n')).toMatch(/1 of 6 checks failed/)
  })
})

describe('demo', () => {
  it('deletes nothing that it has not left itself', async () => {
    const file = join(dir, 'keep.txt')
    await writeFile(file, 'dear')
    const { code, notes } = await run(['demo', '--dir', dir, '--no-serve'])
    expect(code).toBe(1)
    expect(notes.join('\n')).toMatch(/which no demo has left there/)
    expect(await readFile(file, 'utf8')).toBe('dear')
  })
})
