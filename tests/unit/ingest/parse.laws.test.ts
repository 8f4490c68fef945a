import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import type { ParsedMail } from '../../../src/journey.js'
import { rawMail } from './foreign-mail.js'

const folder = join(import.meta.dirname, '../../mail')
const mails = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(join(folder, name)))

const parse = (bytes: Buffer): Promise<ParsedMail> => parseMail(rawMail(bytes), { maxBytes: 1_000_000 })

/** No NUL and no half surrogate pair anywhere: PostgreSQL and JSON refuse them. */
const isStorable = (mail: ParsedMail): boolean => {
  const text = JSON.stringify(mail)
  return !text.includes('\\u0000') && !/\\ud[89a-f][0-9a-f]{2}/i.test(text)
}

describe('laws of parseMail', () => {
  it('random bytes are read without a rejection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        expect(isStorable(await parse(Buffer.from(bytes)))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('a mail with bytes changed, cut out or doubled is read without a rejection', async () => {
    const change = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 40 }),
      put: fc.uint8Array({ maxLength: 8 }),
      isDoubled: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...mails),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (mail, changes) => {
          const changed = changes.reduce((bytes, { at, length, put, isDoubled }) => {
            const from = at % (bytes.length + 1)
            const kept = isDoubled ? bytes.subarray(from, from + length) : Buffer.alloc(0)
            return Buffer.concat([
              bytes.subarray(0, from),
              put,
              kept,
              bytes.subarray(isDoubled ? from : from + length),
            ])
          }, mail)
          expect(isStorable(await parse(changed))).toBe(true)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('the same bytes are always read the same', async () => {
    for (const mail of mails) expect(await parse(mail)).toEqual(await parse(mail))
  })
})
