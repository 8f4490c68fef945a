// Each rule of scripts/arrows.cjs is broken on purpose in a small tree: a check that catches nothing would be worse than none.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const { folders, doors, rules } = createRequire(import.meta.url)('../../scripts/arrows.cjs') as {
  readonly folders: Readonly<Record<string, readonly string[]>>
  readonly doors: Readonly<Record<string, string>>
  readonly rules: readonly { readonly name: string }[]
}
const names = Object.keys(folders)

/** A module of the packages that a door's pattern stands for. */
const moduleOf = (pattern: string): string =>
  pattern
    .replace('(cookie|formbody|helmet|rate-limit)', 'cookie')
    .replace('tfjs-[a-z-]+', 'tfjs-core')
    .replace('stemmers', 'stemmers/danish') // it has no entry of its own

/** A file of the folder; the wiring is a file itself. */
const fileIn = (folder: string, name: string): string =>
  folder.endsWith('.ts') ? folder : `${folder}/${name}.ts`
const thingOf = (folder: string): string =>
  folder === 'ledger' ? 'ledger/contract/thing.ts' : fileIn(folder, 'thing')

interface Planted {
  readonly from: string
  readonly rule: string | undefined
}

let tree: string
const texts = new Map<string, string>()
const planted: Planted[] = []
let found: ReadonlySet<string>

function plant(from: string, to: string, rule: string | undefined): void {
  const up = '../'.repeat(from.split('/').length - 1) || './'
  const spec = to.endsWith('.ts') ? `${up}${to.replace(/\.ts$/, '.js')}` : to
  texts.set(from, `${texts.get(from) ?? ''}import '${spec}'\n`)
  planted.push({ from, rule })
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'postfordeler-arrows-'))
  for (const name of names) texts.set(thingOf(name), 'export {}\n')
  texts.set('ledger/tables.ts', 'export {}\n')
  texts.set('ground.ts', 'export {}\n')
  for (const name of names)
    for (const other of names.filter((one) => one !== name && !name.endsWith('.ts'))) {
      const isKnown = folders[name]?.includes(other) === true
      const from = fileIn(name, `to-${other.replace('.ts', '')}`)
      plant(from, thingOf(other), isKnown ? undefined : `${name}-knows-what-is-below-it`)
    }
  plant('wiring.ts', thingOf('cli'), 'wiring-knows-what-is-below-it')
  plant('low.ts', thingOf('config'), 'ground-knows-no-folder')
  plant('desk/past-the-contract.ts', 'ledger/tables.ts', 'ledger-by-its-contract')
  plant('ledger/contract/by-table.ts', 'ledger/tables.ts', 'contract-knows-no-table')
  plant('web/router.ts', 'hono', 'hono-for-markup-only')
  plant('route/one.ts', 'route/other.ts', 'no-circles')
  plant('route/other.ts', 'route/one.ts', undefined) // a circle is told of once
  plant('web/left/a.ts', 'web/right/b.ts', undefined)
  plant('web/right/c.ts', 'web/left/d.ts', undefined)
  for (const name of ['web/right/b.ts', 'web/left/d.ts']) texts.set(name, 'export {}\n')
  for (const [pattern, path] of Object.entries(doors)) {
    const outside = new RegExp(path).test('src/cli/x.ts') ? 'config' : 'cli'
    plant(`${outside}/door-${moduleOf(pattern).replace(/\W/g, '-')}.ts`, moduleOf(pattern), `door-${pattern}`)
  }
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(tree, 'src', path)), { recursive: true })
    writeFileSync(join(tree, 'src', path), text)
  }
  writeFileSync(
    join(tree, 'tsconfig.json'),
    '{"compilerOptions":{"module":"NodeNext","moduleResolution":"NodeNext"}}',
  )
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  const program = join(root, 'node_modules/.bin/depcruise')
  const config = join(root, '.dependency-cruiser.cjs')
  const run = spawnSync(program, ['--config', config, '-T', 'json', '--preserve-symlinks', 'src'], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const { summary } = JSON.parse(run.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] }
  }
  found = new Set(summary.violations.map(({ from, rule }) => `${from} ${rule.name}`))
}, 60_000)

afterAll(() => rmSync(tree, { recursive: true }))

describe('the arrows between folders', () => {
  it('are broken on purpose by this test, every one of them', () => {
    const broken = new Set([...planted.map(({ rule }) => rule), 'no-folder-circles'])
    expect(rules.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  })

  it('are caught wherever they are broken', () => {
    const wanted = planted.flatMap(({ from, rule }) => (rule ? [`src/${from} ${rule}`] : []))
    expect(wanted.filter((one) => !found.has(one))).toEqual([])
  })

  it('are caught nowhere else', () => {
    const isAllowed = planted.filter(({ rule }) => rule === undefined).map(({ from }) => from)
    const caught = [...found].filter((one) => isAllowed.some((from) => one.startsWith(`src/${from} `)))
    expect(caught).toEqual([])
  })

  it('lead no folder back to itself, though no file does', () => {
    expect([...found]).toContain('src/web/left no-folder-circles')
  })
})

describe('docs/design.md', () => {
  it('tells the arrows that are checked', async () => {
    const path = join(root, 'docs/design.md')
    const page = readFileSync(path, 'utf8')
    const [start, end] = ['<!-- arrows -->', '<!-- /arrows -->']
    const named = (name: string) => `\`${name}\``
    const rows = Object.entries(folders).map(([name, known]) => {
      const all = known.length === names.length - 1 ? 'everything' : known.map(named).join(', ')
      return `| ${named(name)} | ${all || 'the ground'} |`
    })
    const table = ['| Folder | May know |', '|---|---|', ...rows].join('\n')
    const [head] = page.split(start)
    const [, tail] = page.split(end)
    await expect(`${head}${start}\n${table}\n${end}${tail}`).toMatchFileSnapshot(path)
  })
})
