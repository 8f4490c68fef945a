// The tables of README.md: what the corpus holds, counted from its files. A test keeps them equal.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CorpusMail, readCorpus } from './corpus.js'

const START = '<!-- counts: written by make-inbox.ts -->'
const END = '<!-- end of counts -->'

/** Puts the tables between the marks of the page. */
export function withTables(page: string, tables: string): string {
  const start = page.indexOf(START)
  const end = page.indexOf(END)
  if (start < 0 || end < start) throw new Error(`the page lacks "${START}" and "${END}"`)
  return `${page.slice(0, start)}${START}\n\n${tables}\n${page.slice(end)}`
}

/** A mail of the inbox, as far as it is counted. */
interface Counted {
  readonly source: CorpusMail
  readonly form: string
}

export function countTables(folder: string, inbox: readonly Counted[]): string {
  const files = readdirSync(join(folder, 'historical')).sort()
  const columns = {
    historical: files.flatMap((file) => readCorpus(join(folder, 'historical', file))),
    inbox: inbox.map((mail) => mail.source),
  }
  return [
    table('Label', columns, (mail) => mail.label),
    table('Writer', columns, (mail) => mail.id.split('-').at(-2) ?? ''),
    table('Language', columns, (mail) => mail.lang),
    table('Form of the `.eml`', { inbox }, (mail) => mail.form),
  ].join('\n')
}

// ---------------------------------------------------------------------------------------------------------------

function table<T>(
  title: string,
  columns: Readonly<Record<string, readonly T[]>>,
  keyOf: (mail: T) => string,
) {
  const names = Object.keys(columns)
  const lists = Object.values(columns).map((mails) => mails.map(keyOf))
  const keys = [...new Set(lists.flat())].sort()
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const rows = keys.map((key) => row([key, ...lists.map((list) => list.filter((one) => one === key).length)]))
  const sums = row(['**all**', ...lists.map((list) => `**${list.length}**`)])
  return [row([title, ...names]), row(['---', ...names.map(() => '---:')]), ...rows, sums, ''].join('\n')
}
