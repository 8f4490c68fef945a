// Maps that are kept by hand drift. Each is compared here with what it maps, both ways.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configTable } from '../../src/config/describe.js'
import { loadConfig } from '../../src/config/load.js'
import { overridables } from '../../src/config/overrides.js'

const { folders: mayKnow } = createRequire(import.meta.url)('../../scripts/arrows.cjs') as {
  readonly folders: Readonly<Record<string, readonly string[]>>
}

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: `src/${path.replaceAll('\\', '/')}`, text: read(join('src', path)) }))

describe('docs/errors.md', () => {
  const thrown = /\b(?:new \w*Error|super)\(\s*'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g
  const inCode = sources.flatMap(({ text }) => [...text.matchAll(thrown)].map(([, code]) => code))
  const inDocs = [...read('docs/errors.md').matchAll(/^### ([A-Z0-9_]+)$/gm)].map(([, code]) => code)

  it('has a heading for every code that is thrown', () => {
    expect(inCode.filter((code) => !inDocs.includes(code))).toEqual([])
  })

  it('has no heading for a code that is thrown nowhere', () => {
    expect(inDocs.filter((code) => !inCode.includes(code))).toEqual([])
  })

  it('has each heading once', () => {
    expect(inDocs.length).toBe(new Set(inDocs).size)
  })
})

describe('docs/configuration.md', () => {
  const path = join(root, 'docs/configuration.md')

  it('has the table of the settings', async () => {
    const page = read('docs/configuration.md')
    const head = page.slice(0, page.indexOf('-->\n', page.indexOf('<!-- settings:')) + '-->\n'.length)
    const tail = page.slice(page.indexOf('<!-- end of settings -->'))
    await expect(`${head}\n${configTable()}\n${tail}`).toMatchFileSnapshot(path)
  })

  it.each(overridables)('names $variable', ({ variable, path: key }) => {
    expect(read('docs/configuration.md')).toContain(
      `| \`${key.join('.')}\` | \`${variable}\` | \`${variable}_FILE\` |`,
    )
  })
})

describe('docs/glossary.md', () => {
  const shapes = [...read('src/journey.ts').matchAll(/^\/\/ \d\. (\w+)\./gm)].map(
    ([, shape]) => shape as string,
  )

  it('is compared with the eight shapes of the journey', () => {
    expect(shapes).toHaveLength(8)
  })

  it.each(shapes)('has %s', (shape) => {
    expect(read('docs/glossary.md')).toContain(`\`${shape}\``)
  })

  const [meanings = '', kept = ''] = read('docs/glossary.md').split('## Words kept, and why')

  it('has one meaning a word', () => {
    const words = [...meanings.matchAll(/^\| ([^|]+) \|/gm)].map(([, word]) => word)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  const keptWords = [...kept.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, words = '']) =>
    words.split(', ').map((word) => word.replaceAll('`', '')),
  )

  it.each(keptWords)('keeps no word that the code has dropped: %s', (word) => {
    expect(sources.filter(({ text }) => new RegExp(`\\b${word}\\b`).test(text))).not.toEqual([])
  })
})

describe('docs/decisions', () => {
  const pages = readdirSync(join(root, 'docs/decisions'))
    .filter((name) => name !== 'README.md')
    .sort()
  const indexed = [
    ...read('docs/decisions/README.md').matchAll(
      /^\| (\d{4}) \| \[(.+)\]\((.+)\) \| \d{4}-\d\d-\d\d \| (accepted|superseded by \d{4}) \|$/gm,
    ),
  ].map(([, number = '', title = '', name = '', status = '']) => ({ number, title, name, status }))

  it('has no number twice', () => {
    const numbers = pages.map((name) => name.slice(0, 4))
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
  })

  it.each(pages)('%s says context, choice and cost', (name) => {
    expect(read(`docs/decisions/${name}`)).toMatch(
      /^# .+\n\n\*\*Context\.\*\*[\s\S]+\*\*Choice\.\*\*[\s\S]+\*\*Cost\.\*\*/,
    )
  })

  it('has every page and no other in its index, by number', () => {
    expect(indexed.map(({ name }) => name)).toEqual(pages)
    expect(read('docs/decisions/README.md').match(/^\| \d/gm)).toHaveLength(indexed.length)
  })

  it.each(indexed)('names $name in its index by number and heading', ({ number, title, name, status }) => {
    expect(name.slice(0, 4)).toBe(number)
    expect(read(`docs/decisions/${name}`).split('\n')[0]).toBe(`# ${title}`)
    const [, later] = /^superseded by (\d{4})$/.exec(status) ?? []
    if (later !== undefined) expect(pages.map((page) => page.slice(0, 4))).toContain(later)
  })
})

describe('the folders of src', () => {
  const countOf = new Map<string, number>()
  for (const { path } of sources) countOf.set(dirname(path), (countOf.get(dirname(path)) ?? 0) + 1)
  const folders = [...countOf].filter(([, count]) => count > 1).map(([folder]) => ({ folder }))
  const top = Object.entries(mayKnow)
    .filter(([name]) => !name.endsWith('.ts') && (countOf.get(`src/${name}`) ?? 0) > 1)
    .map(([name, known]) => ({ name, known }))
  const highest = Object.keys(mayKnow).at(-1)

  it.each(folders)('$folder says in a README.md what it is, in three lines at most', ({ folder }) => {
    const lines = read(`${folder}/README.md`).trimEnd().split('\n')
    expect(lines.join('')).not.toBe('')
    expect(lines.length).toBeLessThanOrEqual(3)
  })

  it.each(folders)('the README.md of $folder names only files that exist', ({ folder }) => {
    const text = read(`${folder}/README.md`)
    const near = [...text.matchAll(/`([\w./-]+(?:\.(?:tsx?|wat)|\/))`/g)].map(([, name = '']) => name)
    const pages = [...text.matchAll(/\bdocs\/[\w/-]+\.md/g)].map(([page]) => page)
    const isThere = (name: string) => [folder, 'src', '.'].some((from) => existsSync(join(root, from, name)))
    expect([...near, ...pages].filter((name) => !isThere(name))).toEqual([])
  })

  it.each(top)('the README.md of src/$name says what it may know', ({ name, known }) => {
    const list = known.map((other) => `\`${other}\``).join(', ')
    expect(read(`src/${name}/README.md`)).toContain(
      `May know ${name === highest ? 'everything' : list || 'the ground'}.`,
    )
  })
})

describe('what the code and the documents refer to', () => {
  const pages = ['docs', 'data']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: read(path) }))
  const named = [...sources, ...pages].flatMap(({ path, text }) =>
    [...text.matchAll(/\bdocs\/(?:decisions|experiments)\/\d{4}-[a-z0-9-]+\.md/g)].map(([page]) => ({
      page,
      path,
    })),
  )

  it.each(named)('$page, named in $path, exists', ({ page }) => {
    expect(existsSync(join(root, page))).toBe(true)
  })
})

describe('the environment', () => {
  it('is read in one place, and handed on from there', () => {
    const readers = sources.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path)
    expect(readers.filter((path) => path !== 'src/cli/command-io.ts')).toEqual([])
  })
})

describe('the bundled configuration', () => {
  const { queues, outside } = loadConfig({ env: {}, file: join(root, 'data/postfordeler.yml') })
  const labels: { key: string; name: string; scope: string }[] = JSON.parse(read('data/labels.json')).queues

  it('has the queues of labels.json and no other', () => {
    expect(Object.keys(queues)).toEqual(labels.map(({ key }) => key))
    expect(outside).toBe('udenfor')
  })

  it.each(labels)('files $key in the folder of its name', ({ key, name, scope }) => {
    expect(queues[key]).toMatchObject({ name, folder: `Afdelinger/${name}`, description: scope })
  })
})
