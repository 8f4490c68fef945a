import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BodyContext, splitBody } from '../../../src/ingest/body-text.js'
import { cpuMs, takesAtMost } from '../cpu-time.js'

interface Example {
  readonly id: string
  readonly text: string
  readonly own: string
  readonly signature: string
  readonly quoted: boolean
  readonly forwarded: string
  readonly trap: string
}

const readExamples = (name: string): Example[] =>
  readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Example)

const examples = [...readExamples('quotes.jsonl'), ...readExamples('quotes-more.jsonl')]

/** Text with white space at line ends and empty lines left out; inside a line it must be exact. */
const written = (text: string): string =>
  text
    .replace(/\r/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

describe('splitBody', () => {
  it.each(examples)('$id is told apart: $trap', ({ text, own, signature, quoted, forwarded }) => {
    const body = splitBody(text)
    expect(written(body.own)).toBe(written(own))
    expect(written(body.signature)).toBe(written(signature))
    expect(body.quoted !== '').toBe(quoted)
    expect(written(body.forwarded)).toBe(written(forwarded))
  })

  it('non-breaking spaces in own text stay', () => {
    expect(splitBody('Sagen er\u00a0afsluttet, ikke?').own).toBe('Sagen er\u00a0afsluttet, ikke?')
  })

  it('a text of which only quotes are left is kept whole', () => {
    const text = '> Hej\n>\n> Er du der?\n>\n> Mvh'
    expect(splitBody(text)).toEqual({ own: text, signature: '', quoted: '', forwarded: '' })
  })

  const block =
    'Fra: Bo Bang <bo@example.dk>\nSendt: 3. marts 2025 10:11\nTil: Ida <ida@example.dk>\nEmne: Hul\n\nDer er et hul.'

  it.each<[string, BodyContext, 'quoted' | 'forwarded']>([
    ['the subject says it is an answer', { isReply: true }, 'quoted'],
    ['the subject says it is passed on', { isForward: true }, 'forwarded'],
    ['the cited mail came from whom this one goes to', { recipients: ['bo@example.dk'] }, 'quoted'],
    ['nothing is known', {}, 'quoted'],
  ])('a header block below own text when %s is %s', (_, context, part) => {
    expect(splitBody(`Hvad siger I?\n\n${block}`, context)[part]).toBe('Der er et hul.')
  })

  it("a mark list is the sender's own, but in an answer it is a quote", () => {
    const text = 'Vi mangler:\n> en bænk\n> en lampe\n\nHvornår kommer de?'
    expect(splitBody(text).own).toBe(text)
    expect(splitBody(text, { isReply: true }).quoted).toContain('en bænk')
  })
})

describe('laws of splitBody', () => {
  const word = fc.constantFrom(
    ...'jeg har et hul i vejen ved nr. 8, og lampen er gået: kan I komme på onsdag?'.split(' '),
  )
  const sentence = fc.array(word, { minLength: 3, maxLength: 12 }).map((words) => words.join(' '))

  it('a text without any mark of a quote, a signature or a form is own text', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), (lines) => {
        const text = lines.map((line) => `Og ${line} nu.`).join('\n')
        expect(written(splitBody(text).own)).toBe(written(text))
      }),
    )
  })

  it('no line is lost but those of mail programs', () => {
    const furniture = fc.constantFrom(
      'Mvh Bo',
      '> hej',
      'Den 4. mar. 2025 kl. 10.12 skrev Bo <bo@example.dk>:',
      '-- ',
      'Sendt fra min iPhone',
      '',
      '>> dybt',
      'Kære Bo',
      'PS. Husk nøglen.',
      '-----Oprindelig meddelelse-----',
      'Fra: Bo <bo@example.dk>',
      'Sendt: 3. marts 2025 10:11',
      'Til: Ida',
      'Emne: Hul',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(sentence, furniture), { maxLength: 30 }), (lines) => {
        const body = splitBody(lines.join('\n'))
        const kept = Object.values(body).join('\n')
        const isFurniture = (line: string) => /^(?:Den 4|-----|Fra:|Sendt:|Til:|Emne:)/.test(line)
        for (const line of lines)
          if (line.trim() !== '' && line !== '>' && !isFurniture(line)) expect(kept).toContain(line.trim())
      }),
    )
  })

  it('any text is told apart without a throw and without a NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(Object.values(splitBody(text)).join('')).not.toContain('\0')
      }),
    )
  })
})

describe('the time of splitBody', () => {
  const MEGABYTE = 1_000_000
  const fastestMs = (text: string): number => cpuMs(() => splitBody(text))
  const repeated = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length))
  const lines = [...new Set(examples.flatMap(({ text }) => text.split('\n')))].filter((line) => line !== '')

  it('a megabyte of any line of the fixtures, below itself or beside itself, takes less than 200 ms', () => {
    const isQuick = (text: string) => takesAtMost(200, () => splitBody(text))
    const slow = lines.filter((line) => !isQuick(repeated(`${line}\n`)) || !isQuick(repeated(line)))
    expect(slow).toEqual([])
  }, 300_000)

  it.each([
    ['200 KB of dashes', '-'.repeat(200_000)],
    ['500,000 line ends', '\n'.repeat(500_000)],
    ['50,000 times "Den "', 'Den '.repeat(50_000)],
    ['50,000 times "On "', 'On '.repeat(50_000)],
    ['50,000 lines "Den"', 'Den \n'.repeat(50_000)],
    ['a megabyte of marks', '>'.repeat(MEGABYTE)],
    ['marked lines with blank ones between', '> a\n\n'.repeat(200_000)],
    ['header lines', 'Fra: a;\n b;\n'.repeat(100_000)],
    ['spaces', ' '.repeat(MEGABYTE)],
  ])('%s take less than 200 ms', (_, text) => {
    expect(fastestMs(text)).toBeLessThan(200)
  })
})
