import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../src/ingest/html-text.js'
import { cpuMs } from '../cpu-time.js'

describe('htmlToText', () => {
  it.each([
    ['scripts and styles are left out', '<style>p{}</style><script>x()</script><p>Hej</p>', 'Hej'],
    ['hidden text is left out', '<div style="DISPLAY : none">skjult</div><p>Hej</p>', 'Hej'],
    ['table cells stand apart', '<table><tr><td>Navn</td><td>Ida</td></tr></table>', 'Navn Ida'],
    ['links keep their words only', '<a href="https://x.example/y">her</a>', 'her'],
    ['pictures are left out', 'a<img src="cid:x" alt="logo">b', 'ab'],
    ['comments are left out, closed or not', 'a<!-- b -->c<!-- d', 'ac d'],
    [
      'a cited mail stands behind marks',
      'Ja<blockquote type="cite">Nej?<br>Vel</blockquote>',
      'Ja\n> Nej?\n> Vel',
    ],
    ['an indented paragraph does not', '<blockquote>Afsnit</blockquote>', 'Afsnit'],
    ['an angle bracket that is no tag stays', 'a < b og 3 <4', 'a < b og 3 <4'],
    ['a > inside an attribute does not end the tag', '<p title="a>b">Hej</p>', 'Hej'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html).text).toBe(text)
  })

  it.each([
    ['unclosed <div>', '<div>'.repeat(200_000)],
    ['unclosed <table><tr><td>', '<table><tr><td>'.repeat(70_000)],
    ['unclosed <blockquote type=cite>', '<blockquote type=cite>'.repeat(45_000)],
    ['unclosed comments', '<!--'.repeat(250_000)],
    ['unclosed tags', '<a '.repeat(330_000)],
    ['unclosed quotes', '<a b="'.repeat(170_000)],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['unclosed scripts', '<script>'.repeat(125_000)],
    ['empty list items', '<ul><li>'.repeat(125_000)],
    ['entities', '&lt;'.repeat(250_000)],
  ])('a megabyte of %s takes less than 200 ms', (_, html) => {
    htmlToText(html.slice(0, 2_000))
    expect(cpuMs(() => htmlToText(html))).toBeLessThan(200)
  })

  it('html that was cut says so', () => {
    expect(htmlToText(`${'<div>'.repeat(1_000)}dybt`)).toEqual({
      text: expect.stringContaining('dybt'),
      isCut: true,
      hidden: '',
    })
    expect(htmlToText('<p>Hej</p>').isCut).toBe(false)
  })

  it('any text is converted without a throw', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<div',
      '</div>',
      '<!--',
      '-->',
      '"',
      "'",
      '<p>',
      'ord',
      '<td style="display:none">',
      '&#x',
      '<style>',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(typeof htmlToText(parts.join('')).text).toBe('string')
      }),
    )
  })
})
