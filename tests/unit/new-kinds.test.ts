// A new kind of destination and a new kind of mailbox are added to the program in memory, and compiled: the compiler must lead
// whoever adds one to every place that docs/how-to-add.md lists, and to no other.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Edit {
  readonly file: string
  readonly after: string
  readonly add: string
  /** In what the compiler says of this edit and of no other. */
  readonly sign: RegExp
}

/** Recipes by their headings. */
const edits: Readonly<Record<string, Edit>> = {
  'A destination': {
    file: 'src/destination-kinds.ts',
    after: "  'bullmq-queue': { carries: 'id', takenBack: 'by-asking', doneNoteFor: 'program' },\n",
    add: "  webhook: { carries: 'id', takenBack: 'by-asking', doneNoteFor: 'people' },\n",
    sign: /webhook/,
  },
  'A way of taking back': {
    file: 'src/destination-kinds.ts',
    after: "  readonly takenBack: 'by-moving' | 'in-the-ledger' | 'by-asking'",
    add: " | 'by-letter'",
    sign: /by-letter/,
  },
  'A kind of mailbox': {
    file: 'src/config/mailbox-schema.ts',
    after: '  readonly files: { readonly path: string }\n',
    add: '  readonly graph: { readonly graph: { readonly tenant: string } }\n',
    sign: /graph|'Mailboxes'/,
  },
}

/** The text of a file with every edit that it gets. */
function edited(file: string): string {
  let text = read(file)
  for (const { after, add } of Object.values(edits).filter((edit) => edit.file === file)) {
    if (!text.includes(after)) throw new Error(`${file} does not hold: ${after}`)
    text = text.replace(after, `${after}${add}`)
  }
  return text
}

interface Complaint {
  readonly file: string
  readonly text: string
}

/** What the compiler says of all edits together: compiling takes seconds, so it is done once. */
function complaints(): readonly Complaint[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.build.json'),
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
      },
    },
  )
  if (!config) throw new Error('tsconfig.build.json cannot be read')
  const host = ts.createCompilerHost(config.options)
  const { readFile } = host
  const isEdited = (file: string) => Object.values(edits).some((edit) => edit.file === file)
  host.readFile = (name) => {
    const file = relative(root, name)
    return isEdited(file) ? edited(file) : readFile(name)
  }
  const program = ts.createProgram(config.fileNames, config.options, host)
  return program.getSemanticDiagnostics().map(({ file, messageText }) => ({
    file: relative(root, file?.fileName ?? ''),
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}

/** What a recipe says that the compiler names. */
function listedIn(recipe: string): readonly string[] {
  const [, text = ''] = read('docs/how-to-add.md').split(`\n## ${recipe}\n`)
  const [section = ''] = text.split('\n## ')
  const [line = ''] = /The compiler then names .*/.exec(section) ?? []
  return [...line.matchAll(/`(src\/[^`]+)`/g)].map(([, file = '']) => file).sort()
}

describe('the compiler leads whoever adds', () => {
  let said: readonly Complaint[]
  beforeAll(() => {
    said = complaints()
  }, 120_000)

  it.each(Object.entries(edits))('%s', (recipe, { sign }) => {
    const files = said.filter(({ text }) => sign.test(text)).map(({ file }) => file)
    expect([...new Set(files)].sort()).toEqual(listedIn(recipe))
  })

  it('and says nothing else', () => {
    const signs = Object.values(edits).map(({ sign }) => sign)
    expect(said.filter(({ text }) => !signs.some((sign) => sign.test(text)))).toEqual([])
  })
})

describe('docs/how-to-add.md', () => {
  const page = read('docs/how-to-add.md')
  const recipes = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name)
  const files = [
    ...new Set(
      [...page.matchAll(/`((?:src|tests|docs|scripts|data)\/[^`<>*]+)`/g)].map(([, file]) => file ?? ''),
    ),
  ]

  it('has a recipe for each kind of thing that is added', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(10)
  })

  it.each(files)('names %s, which is there', (file) => {
    expect(ts.sys.fileExists(join(root, file)) || ts.sys.directoryExists(join(root, file))).toBe(true)
  })
})
