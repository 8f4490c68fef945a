import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, decodeHeaderBytes, decodeText } from '../../../src/ingest/charset.js'

const latin1 = Buffer.from('r\u00f8dgr\u00f8d p\u00e5 \u00c6r\u00f8', 'latin1')
const utf8 = Buffer.from('rødgrød på Ærø')

describe('decodeText', () => {
  it.each<[string, Buffer, string | undefined, boolean]>([
    ['UTF-8 declared', utf8, 'utf-8', false],
    ['UTF-8 undeclared', utf8, undefined, false],
    ['UTF-8 declared as Latin-1', utf8, 'iso-8859-1', true],
    ['Latin-1 declared', latin1, 'iso-8859-1', false],
    ['Latin-1 undeclared', latin1, undefined, true],
    ['Latin-1 declared as UTF-8', latin1, 'utf-8', true],
    ['Latin-1 declared as ASCII', latin1, 'us-ascii', true],
    ['Latin-1 with an unknown charset', latin1, 'x-ukendt', true],
  ])('%s is read', (_, bytes, declared, isGuessed) => {
    expect(decodeText(bytes, declared)).toEqual({ text: 'rødgrød på Ærø', isGuessed })
  })

  it('UTF-8 that was cut inside a letter is still UTF-8', () => {
    expect(decodeText(utf8.subarray(0, utf8.length - 1), 'utf-8').text).toBe('rødgrød på Ær\uFFFD')
  })

  it('windows-1252 is what Latin-1 means in mail', () => {
    expect(decodeText(Buffer.from([0x80]), 'iso-8859-1').text).toBe('€')
  })

  it('any UTF-8 text comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeText(Buffer.from(text), 'utf-8').text).toBe(text.replace(/^\uFEFF/, ''))
      }),
    )
  })
})

describe('decodeHeaderBytes', () => {
  it.each([
    ['UTF-8', Buffer.from('Emne: på'), false],
    ['Latin-1', Buffer.from('Emne: p\u00e5', 'latin1'), true],
  ])('%s in a header line is read', (_, bytes, isGuessed) => {
    expect(decodeHeaderBytes(bytes.toString('latin1'))).toEqual({ text: 'Emne: på', isGuessed })
  })
})

describe('cleanText', () => {
  it.each([
    ['NUL', 'a\0b', 'ab'],
    ['a bell', 'a\u0007b', 'ab'],
    ['half a surrogate pair', 'a\ud83db', 'ab'],
    ['a whole pair', 'a🙂b', 'a🙂b'],
    ['a letter in two pieces', 'a\u030a', 'å'],
    ['a non-breaking space', 'a\u00a0b', 'a\u00a0b'],
    ['tabs and line ends', 'a\t\r\nb', 'a\t\r\nb'],
  ])('%s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })
})
