import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { csvItems, decodeCsv, detectDelimiter, readDate } from '../../../../src/cli/import/csv.js'
import type { ImportItem } from '../../../../src/cli/import/line.js'

const splitBody = (text: string) => {
  const [own = '', quoted = ''] = text.split('\n> ')
  return { own, signature: '', quoted, forwarded: '' }
}

async function items(content: string | Buffer, labelOf = (name: string): string | undefined => name) {
  const file = join(mkdtempSync(join(tmpdir(), 'csv-')), 'mail.csv')
  writeFileSync(file, content)
  const found: ImportItem[] = []
  for await (const item of csvItems(file, { labelOf, splitBody })) found.push(item)
  return found
}

async function lines(content: string | Buffer) {
  return (await items(content)).flatMap((item) => (item.kind === 'line' ? [item.line] : []))
}

describe('a CSV file', () => {
  const pas = { label: 'pas', subject: 'Pas', body: 'Mit pas er væk' }

  it.each([
    ['with commas', 'label,subject,body\npas,Pas,Mit pas er væk\n'],
    ['with semicolons', 'label;subject;body\npas;Pas;Mit pas er væk\n'],
    ['with tabs', 'label\tsubject\tbody\npas\tPas\tMit pas er væk\n'],
    ['with a byte order mark', '\uFEFFlabel;subject;body\npas;Pas;Mit pas er væk\n'],
    ['with Windows line ends and no last one', 'label;subject;body\r\npas;Pas;Mit pas er væk'],
    ['with Danish headings in capitals', 'Kategori;EMNE;Indhold\npas;Pas;Mit pas er væk\n'],
    ['in windows-1252', iconv.encode('label;subject;body\npas;Pas;Mit pas er væk\n', 'windows-1252')],
    ['in UTF-16', iconv.encode('label;subject;body\npas;Pas;Mit pas er væk\n', 'utf-16le', { addBOM: true })],
    ['with a column that nobody knows', 'label;subject;body;x\npas;Pas;Mit pas er væk;1\n'],
  ])('%s is read', async (_how, content) => {
    expect(await lines(content)).toEqual([{ id: 'line-2', ...pas }])
  })

  it('may have one column of text, and fields of several lines', async () => {
    const content =
      'id,label,text,date,lang\n7,pas,"Hej\n\n""Mit"" pas, tak\n> gammelt",31-12-2024 08:15,da\n'
    expect(await lines(content)).toEqual([
      {
        id: '7',
        label: 'pas',
        subject: '',
        body: 'Hej\n\n"Mit" pas, tak',
        date: '2024-12-31T08:15:00',
        lang: 'da',
      },
    ])
  })

  it('is written without CPR numbers', async () => {
    const [line] = await lines('label,subject,body\npas,251248-9996,Se 2512489996\n')
    expect(line).toMatchObject({ subject: '[cpr]', body: 'Se [cpr]' })
  })

  it.each([
    ['without a label', 'label,text\n,Hej\n', 'no label'],
    ['without text', 'label,text\npas,\n', 'no text'],
  ])('leaves out a row %s, and says so', async (_why, content, reason) => {
    expect(await items(content)).toEqual([{ kind: 'skipped', reason }])
  })

  it('leaves out a row of a queue that is not known, and says so', async () => {
    expect(await items('label,text\nx,Hej\n', () => undefined)).toEqual([
      { kind: 'skipped', reason: 'no queue is known for the label "x"' },
    ])
  })

  it.each([
    ['without a label column', 'text,x\nHej,1\n', 'IMPORT_CSV_COLUMNS'],
    ['without a text column', 'label,x\npas,1\n', 'IMPORT_CSV_COLUMNS'],
    ['that is empty', '', 'IMPORT_CSV_COLUMNS'],
    ['with a quote that nobody closes', 'label,text\npas,"Hej\n', 'IMPORT_CSV_BROKEN'],
  ])('%s is refused', async (_why, content, code) => {
    await expect(items(content)).rejects.toMatchObject({ code })
  })

  it('that is missing is an error', async () => {
    const reading = csvItems('/nowhere/mail.csv', { labelOf: (name) => name, splitBody })
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'IMPORT_CSV_UNREADABLE',
    })
  })
})

describe('the parts of reading CSV', () => {
  it.each([
    ['a;b;c', ';'],
    ['a,b', ','],
    ['"a;b;c";d,e,f', ','],
    ['a', ';'],
  ])('the delimiter of %s is %s', (line, delimiter) => {
    expect(detectDelimiter(line)).toBe(delimiter)
  })

  it.each([
    ['2024-03-01', '2024-03-01'],
    ['2024-03-01T10:00:00Z', '2024-03-01T10:00:00Z'],
    ['1/3/2024', '2024-03-01T00:00:00'],
    ['01.03.2024 kl. 9.05', '2024-03-01T09:05:00'],
    ['31-13-2024', undefined],
    ['i går', undefined],
    ['', undefined],
  ])('the date %s is %s', (text, date) => {
    expect(readDate(text)).toBe(date)
  })

  it('bytes that are no UTF-8 are windows-1252', () => {
    expect(decodeCsv(Buffer.from([0x6b, 0xf8, 0x80]))).toBe('kø€')
  })
})
