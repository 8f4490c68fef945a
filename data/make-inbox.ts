// inbox.jsonl -> inbox/*.eml and inbox-answers.jsonl: today's post, as bytes that real mail programs could have sent.
// Run with `npx tsx data/make-inbox.ts`. Same bytes each time: what a mail looks like depends on nothing but the mail.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mailIdOf } from '../src/ids.js'
import { type CorpusMail, nameFor, numberFor, readCorpus } from './corpus.js'
import { countTables, withTables } from './counts.js'
import { formFor } from './mail-forms.js'
import { dateText, headerLines, sender } from './mail-header.js'
import { partBytes } from './mail-parts.js'

export interface InboxMail {
  readonly source: CorpusMail
  /** By date, so that a folder listing shows the post in its order; it says nothing of the queue. */
  readonly file: string
  readonly form: string
  readonly bytes: Buffer
}

/** Writes one mail of the corpus as a mail program would have sent it. */
export function makeMail(source: CorpusMail): InboxMail {
  const form = formFor(numberFor(source.id, 'form'), source.from + source.subject + source.body)
  const content = form.write({
    body: source.body,
    from: sender(source.from).address,
    dateText: dateText(source.date),
    boundary: `_${nameFor(source.id, 'boundary')}`,
    choice: numberFor(source.id, 'choice'),
  })
  const headers = [...headerLines(source, form), ...content.headers]
  const stamp = source.date.replace(/[-:]/g, '').replace('T', '-')
  const file = `${stamp}-${nameFor(source.id, 'file').slice(0, 6)}.eml`
  return { source, file, form: form.name, bytes: partBytes({ headers, body: content.body }) }
}

/** The right answer of each mail, by the identity that the ledger gives it. */
export function answerLine(mail: InboxMail): string {
  const { label, lang, id } = mail.source
  return `${JSON.stringify({ mailId: mailIdOf(mail.bytes), file: mail.file, id, label, lang })}\n`
}

/** Every mail of the inbox, oldest first. */
export function makeInbox(folder: string): InboxMail[] {
  const mails = readCorpus(join(folder, 'inbox.jsonl')).map(makeMail)
  return mails.sort((a, b) => (a.file < b.file ? -1 : 1))
}

function main(folder: string): void {
  const mails = makeInbox(folder)
  rmSync(join(folder, 'inbox'), { recursive: true, force: true })
  mkdirSync(join(folder, 'inbox'))
  for (const mail of mails) writeFileSync(join(folder, 'inbox', mail.file), mail.bytes)
  writeFileSync(join(folder, 'inbox-answers.jsonl'), mails.map(answerLine).join(''))
  const readme = join(folder, 'README.md')
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), countTables(folder, mails)))
  console.error(`Wrote ${mails.length} mails.`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(import.meta.dirname)
