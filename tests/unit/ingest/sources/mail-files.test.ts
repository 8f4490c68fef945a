import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileUid } from '../../../../src/ingest/sources/mail-files.js'

it('makes a whole number from 1 out of anything, the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (identity) => {
      const uid = fileUid(identity)
      expect(Number.isSafeInteger(uid) && uid >= 1).toBe(true)
      expect(fileUid(identity)).toBe(uid)
    }),
  )
})

it('gives 100,000 files numbers of their own', () => {
  const uids = new Set(Array.from({ length: 100_000 }, (_, n) => fileUid(`post/${n}.eml`)))
  expect(uids.size).toBe(100_000)
})
