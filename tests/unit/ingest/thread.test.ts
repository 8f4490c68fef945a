import { describe, expect, it } from 'vitest'
import { messageIdOf, referencesOf } from '../../../src/ingest/thread.js'

describe('message ids', () => {
  it.each([
    ['<a@b>', 'a@b'],
    ['  <a@b> (comment)', 'a@b'],
    ['a@b', 'a@b'],
    ['<a@\r\n b>', 'a@b'],
    ['<>', undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('%j is read as %j', (header, id) => {
    expect(messageIdOf(header)).toBe(id)
  })

  it('References come before In-Reply-To, without repeats', () => {
    expect(referencesOf('<a@x> junk <b@x>\t<a@x>', '<c@x> "Bo\'s mail"')).toEqual(['a@x', 'b@x', 'c@x'])
  })

  it('of a thousand references the newest hundred are kept', () => {
    const references = Array.from({ length: 1000 }, (_, index) => `<${index}@x>`).join(' ')
    const kept = referencesOf(references, undefined)
    expect(kept).toHaveLength(100)
    expect(kept.at(-1)).toBe('999@x')
  })

  it.each(['<a@x> ', '<', '<<a', 'a@x,', '> <', '<a '])('a megabyte of %j takes no time', (part) => {
    const start = process.cpuUsage()
    referencesOf(part.repeat(1_000_000 / part.length), undefined)
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(200)
  })
})
