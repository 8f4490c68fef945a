import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import {
  type Agreement,
  compare,
  type Expected,
  fields,
  filesBelow,
  imapTools,
  rawMail,
  stalwart,
} from './foreign-mail.js'

/**
 * Mail of other projects may not be kept in this repository: it is read where MAIL_OF_OTHERS names the folder that holds it, which
 * scripts/verify.ts does where that folder lies beside the checkout, and left out elsewhere.
 */
const shared = process.env['MAIL_OF_OTHERS'] ?? ''

/** Share of mails of which a field, or every field, must agree. The others are explained in docs/foreign-mail.md. */
const LEAST_AGREEMENT = 0.95

describe.runIf(shared)('mail written by others', () => {
  it('every message is read without a throw', async () => {
    const files = filesBelow(join(shared, 'foreign-mail')).filter((path) =>
      /\.(?:eml|msg|txt)$|\/(?:new|cur)\//.test(path),
    )
    const times: number[] = []
    for (const path of files) {
      const bytes = readFileSync(path)
      const start = performance.now()
      const mail = await parseMail(rawMail(bytes), { maxBytes: 50_000_000 })
      times.push(performance.now() - start)
      expect(mail.id).toHaveLength(64)
    }
    times.sort((one, other) => one - other)
    const at = (share: number) => `${(times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)} ms`
    process.stderr.write(`read ${files.length} files: p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}\n`)
    expect(files.length).toBeGreaterThan(500)
  }, 120_000)

  it.each<[string, () => Expected[]]>([
    ['stalwart', () => stalwart(shared)],
    ['imap_tools', () => imapTools(shared)],
  ])(
    '%s and we agree on at least 95 of 100 mails',
    async (name, read) => {
      const expected = read()
      const results: ({ readonly file: string } & Agreement)[] = []
      for (const each of expected) results.push({ file: each.file, ...(await compare(each)).agrees })
      const share = (agrees: (result: (typeof results)[number]) => boolean) =>
        results.filter(agrees).length / results.length
      const whole = share((result) => fields.every((field) => result[field]))
      const figures = fields.map((field) => `${field} ${share((result) => result[field]).toFixed(3)}`)
      process.stderr.write(
        `${name}: ${results.length} mails, ${figures.join(', ')}, all four ${whole.toFixed(3)}\n`,
      )
      for (const field of fields)
        expect(share((result) => result[field])).toBeGreaterThanOrEqual(LEAST_AGREEMENT)
      expect(whole).toBeGreaterThanOrEqual(LEAST_AGREEMENT)
    },
    60_000,
  )
})
