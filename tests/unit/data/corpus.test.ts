import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CorpusMail, readCorpus } from '../../../data/corpus.js'
import { countTables, withTables } from '../../../data/counts.js'
import { makeInbox } from '../../../data/make-inbox.js'

const data = join(import.meta.dirname, '../../../data')
const files = readdirSync(join(data, 'historical')).map((name) => join(data, 'historical', name))
const mails = [...files, join(data, 'inbox.jsonl')].flatMap(readCorpus)
const queues: { key: string }[] = JSON.parse(readFileSync(join(data, 'labels.json'), 'utf8')).queues
const labels = new Set([...queues.map((queue) => queue.key), 'udenfor'])

describe('the bundled corpus', () => {
  it('has the counts that its README states', () => {
    const readme = readFileSync(join(data, 'README.md'), 'utf8')
    expect(withTables(readme, countTables(data, makeInbox(data)))).toBe(readme)
  })

  it('has no id twice', () => {
    expect(new Set(mails.map((mail) => mail.id)).size).toBe(mails.length)
  })

  it('has no text twice', () => {
    expect(new Set(mails.map(text)).size).toBe(mails.length)
  })

  it('has a known label in every mail, the one that its id begins with', () => {
    const wrong = mails.filter((mail) => !labels.has(mail.label) || !mail.id.startsWith(`${mail.label}-w`))
    expect(wrong.map((mail) => mail.id)).toEqual([])
  })

  it('has senders and recipients at example domains only', () => {
    const domain = (text: string) => text.replace(/^.*@/, '').replace('>', '')
    const isInvented = (text: string) => /(^|\.)example(\.(dk|com|org|net))?$/.test(domain(text))
    const wrong = mails.filter((mail) => !isInvented(mail.from) || !isInvented(mail.to))
    expect(wrong.map((mail) => mail.id)).toEqual([])
  })

  it('has no civil registration number but those that the authorities publish for tests', () => {
    const found = mails.flatMap((mail) => [
      ...text(mail).matchAll(/(?<!\d)[0-3]\d[01]\d{3}[- ]?\d{4}(?!\d)/g),
    ])
    const allowed = new Set(['2512489996', '0707614285'])
    expect(
      found.map(([number]) => number.replace(/\D/g, '')).filter((number) => !allowed.has(number)),
    ).toEqual([])
  })

  it('has \\n line ends and no NUL', () => {
    expect(mails.filter((mail) => /[\r\0]/.test(text(mail))).map((mail) => mail.id)).toEqual([])
  })
})

function text(mail: CorpusMail): string {
  return `${mail.subject}\n${mail.body}`
}
