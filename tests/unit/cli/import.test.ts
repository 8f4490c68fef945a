import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ImportOptions, importSummary, runImport } from '../../../src/cli/import/run-import.js'
import { mailIdOf } from '../../../src/ids.js'
import { openSourceUri } from '../../../src/ingest/sources/open-source-uri.js'
import type { MailSource } from '../../../src/ingest/sources/source.js'
import type { ParsedMail, RawMail } from '../../../src/journey.js'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
const queues = { pas: { name: 'Pas', folder: 'Afdelinger/Pas' }, koerekort: { name: 'Kørekort' } }

/** The mails of a test: the folder of each and its text, whose first line is the subject. */
type Mails = readonly (readonly [folder: string, text: string])[]

function memorySource(mails: Mails, failure?: Error): MailSource & { isClosed(): boolean } {
  let isClosed = false
  return {
    account: 'memory',
    async *fetchNew() {
      yield mails.map(([name, text], index): RawMail => {
        const bytes = Buffer.from(text)
        const location = { account: 'memory', folder: name, uidValidity: '0', uid: index + 1 }
        return { id: mailIdOf(bytes), bytes, location, receivedAt: undefined }
      })
      if (failure) throw failure
    },
    close: async () => {
      isClosed = true
    },
    isClosed: () => isClosed,
  }
}

/** Reads the mails of these tests: a subject, then the text; `!word` in the text says what else is true of the mail. */
function parseMail(raw: RawMail): ParsedMail {
  const [subject = '', ...body] = Buffer.from(raw.bytes).toString().split('\n')
  const text = body.join('\n')
  const [own = '', forwarded = ''] = text.split('\nVS:\n')
  return {
    id: raw.id,
    messageId: undefined,
    references: [],
    subject,
    subjectCore: subject,
    isReply: false,
    isForward: false,
    from: { name: 'Sender Name', address: 'sender@example.dk' },
    to: [],
    cc: [],
    date: '2024-03-01T10:00:00.000Z',
    body: { own, signature: 'Mvh Sender Name', quoted: 'gammelt svar', forwarded },
    language: text.includes('!und') ? 'und' : 'da',
    signs: [],
    otherText: '',
    automatic: text.includes('!bounce') ? { kind: 'bounce', sign: 'report-type' } : undefined,
    attachments: [],
    troubles: text.includes('!encrypted') ? [{ kind: 'encrypted', detail: '' }] : [],
  }
}

async function imported(source: MailSource, options: Partial<ImportOptions> = {}) {
  const lines: Record<string, unknown>[] = []
  const progress: string[] = []
  const deps = {
    openSource: async (uri: string) => (uri === 'eml:x' ? source : await openSourceUri(uri)),
    openImapFolders: async (mailbox: string) => [{ source, folderOf: () => `${mailbox}/Pas` }],
    parseMail,
    splitBody: (own: string) => ({ own, signature: '', quoted: '', forwarded: '' }),
    out: (line: string) => void lines.push(JSON.parse(line)),
    progress: (message: string) => progress.push(message),
  }
  const report = await runImport(
    { source: 'eml:x', queues, outside: 'udenfor', maxBytes: 1000, ...options },
    deps,
  )
  return { report, lines, progress }
}

describe('import', () => {
  it('writes a line for each mail, with its folder for a label and nothing of its sender', async () => {
    const { lines } = await imported(memorySource([['Afdelinger/Pas', 'Pas\nMit pas er væk']]))
    expect(lines).toEqual([
      {
        id: mailIdOf(Buffer.from('Pas\nMit pas er væk')),
        label: 'pas',
        subject: 'Pas',
        body: 'Mit pas er væk',
        date: '2024-03-01T10:00:00.000Z',
        lang: 'da',
      },
    ])
  })

  it('hides CPR numbers in subject and body', async () => {
    const { lines } = await imported(memorySource([['pas', 'Vedr. 251248-9996\nJeg er 251248 9996']]))
    expect(lines[0]).toMatchObject({ subject: 'Vedr. [cpr]', body: 'Jeg er [cpr]' })
  })

  it('keeps what was passed on, since a forward is often about that', async () => {
    const { lines } = await imported(memorySource([['pas', 'VS\nSe her\nVS:\nMit pas er væk']]))
    expect(lines[0]?.['body']).toBe('Se her\n\nMit pas er væk')
  })

  it('says no language when the mail has too little text to tell', async () => {
    const { lines } = await imported(memorySource([['pas', 'Pas\n!und']]))
    expect(lines[0]).not.toHaveProperty('lang')
  })

  it('counts what it wrote and what it left out, and why', async () => {
    const { report } = await imported(
      memorySource([
        ['pas', 'a\n1'],
        ['pas', 'a\n2'],
        ['Kørekort', 'a\n3'],
        ['pas', 'a\n1'],
        ['Indbakke', 'a\n4'],
        ['pas', 'a\n!bounce'],
        ['pas', 'a\n!encrypted'],
      ]),
    )
    expect(report).toEqual({
      written: 3,
      perLabel: [
        ['pas', 2],
        ['koerekort', 1],
      ],
      skipped: [
        ['encrypted', 1],
        ['no queue is known for the folder "Indbakke"', 1],
        ['sent by a machine (bounce)', 1],
        ['the same mail a second time', 1],
      ],
    })
    expect(importSummary(report)).toContain(
      'Wrote 3 labelled mails:\n       2  pas\n       1  koerekort\nLeft out:',
    )
  })

  it('says nothing of what was left out when nothing was', () => {
    expect(importSummary({ written: 0, perLabel: [], skipped: [] })).toBe('Wrote 0 labelled mails:')
  })

  it.each([
    ['keeps them when asked to', { keepUnknown: true }, ['indbakke']],
    ['leaves them out otherwise', {}, []],
  ])('of folders without a queue: %s', async (_rule, options, labels) => {
    const { lines } = await imported(memorySource([['Indbakke', 'a\nb']]), options)
    expect(lines.map((line) => line['label'])).toEqual(labels)
  })

  it('takes every folder for a label when there is neither a configuration nor a map', async () => {
    const source = memorySource([['Børn', 'a\nb']])
    const deps = { queues: undefined } as unknown as Partial<ImportOptions>
    expect((await imported(source, deps)).lines[0]?.['label']).toBe('boern')
  })

  it('follows the map', async () => {
    const map = join(folder, 'map.yml')
    writeFileSync(map, 'Indbakke: koerekort\n')
    expect((await imported(memorySource([['Indbakke', 'a\nb']]), { map })).lines[0]?.['label']).toBe(
      'koerekort',
    )
  })

  it.each([
    ['is missing', '/nowhere/map.yml', 'IMPORT_MAP_UNREADABLE'],
    ['names no queue', 'Indbakke: koerkort\n', 'IMPORT_MAP_QUEUE_UNKNOWN'],
    ['is no map', '- a\n', 'CONFIG_INVALID'],
  ])('refuses a map that %s', async (_why, content, code) => {
    const map = content.startsWith('/') ? content : join(folder, `${code}.yml`)
    if (map !== content) writeFileSync(map, content)
    await expect(imported(memorySource([]), { map })).rejects.toMatchObject({ code })
  })

  it('reads the folders of a configured mailbox', async () => {
    const { lines } = await imported(memorySource([['INBOX.x', 'a\nb']]), { source: 'imap:borgerservice' })
    expect(lines[0]?.['label']).toBe('pas')
  })

  it.each([
    ['eml', ['Pas/1.eml']],
    ['mbox', ['Pas.mbox']],
    ['maildir', ['Pas/cur/1', 'Pas/new/.keep']],
    ['maildir', ['cur/.keep', 'new/.keep', '.Afdelinger.Pas/cur/1', '.Afdelinger.Pas/new/.keep']],
    [
      'maildir',
      [
        'user/Maildir/cur/.keep',
        'user/Maildir/new/.keep',
        'user/Maildir/.Pas/cur/1',
        'user/Maildir/.Pas/new/.keep',
      ],
    ],
  ])('reads mail in files: %s with %s', async (scheme, files) => {
    const tree = mkdtempSync(join(tmpdir(), 'tree-'))
    for (const file of files) {
      mkdirSync(dirname(join(tree, file)), { recursive: true })
      const from = scheme === 'mbox' ? 'From sender@example.dk Fri Mar  1 10:00:00 2024\n' : ''
      writeFileSync(join(tree, file), file.endsWith('.keep') ? '' : `${from}Pas\nMit pas er væk\n`)
    }
    const { lines } = await imported(memorySource([]), { source: `${scheme}:${tree}` })
    expect(lines).toMatchObject([{ label: 'pas', subject: 'Pas' }])
  })

  it('reads a CSV file', async () => {
    const file = join(folder, 'mail.csv')
    writeFileSync(file, 'label;text\npas;Mit pas er væk\n')
    expect((await imported(memorySource([]), { source: `csv:${file}` })).lines).toHaveLength(1)
  })

  it('tells how far it is', async () => {
    const mails = Array.from({ length: 250 }, (_, index) => ['pas', `a\n${index}`] as const)
    const { progress } = await imported(memorySource(mails))
    expect(progress).toEqual(['100 mails read', '200 mails read'])
  })

  it('writes to a file when one is named', async () => {
    const out = join(folder, 'out.jsonl')
    const { lines } = await imported(memorySource([['pas', 'a\nb']]), { out })
    expect(lines).toEqual([])
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ label: 'pas' })
    expect(existsSync(`${out}.part`)).toBe(false)
  })

  it('refuses a file that cannot be written', async () => {
    const importing = imported(memorySource([]), { out: '/nowhere/out.jsonl' })
    await expect(importing).rejects.toMatchObject({ code: 'IMPORT_OUT_UNWRITABLE' })
  })

  it('leaves no half file behind, keeps the old one, and closes the source when it fails', async () => {
    const out = join(folder, 'failed.jsonl')
    writeFileSync(out, 'before\n')
    const source = memorySource([['pas', 'a\nb']], new Error('the line is cut'))
    await expect(imported(source, { out })).rejects.toThrow('the line is cut')
    expect(readFileSync(out, 'utf8')).toBe('before\n')
    expect(existsSync(`${out}.part`)).toBe(false)
    expect(source.isClosed()).toBe(true)
  })
})
