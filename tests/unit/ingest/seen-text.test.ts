import { describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import { mailFromText } from '../../../src/ingest/from-text.js'
import { htmlToText } from '../../../src/ingest/html-text.js'
import { parseMail } from '../../../src/ingest/parse.js'

const hiding = [
  '<p style="font-size:0">X</p>',
  '<p style="font-size:1px">X</p>',
  '<p style="color:#fff">X</p>',
  '<p style="color:rgb(254,254,254)">X</p>',
  '<font color=white>X</font>',
  '<div style="background:#000"><p style="color:black">X</p></div>',
  '<table bgcolor="#123456"><tr><td style="color:#123456">X</td></tr></table>',
  '<p style="opacity:0">X</p>',
  '<p style="position:absolute;left:-9999px">X</p>',
  '<p style="position:absolute;clip:rect(0,0,0,0)">X</p>',
  '<p style="clip-path:inset(100%)">X</p>',
  '<p style="max-height:0;overflow:hidden">X</p>',
  '<p style="text-indent:-9999px">X</p>',
  '<p style="mso-hide:all">X</p>',
  '<p hidden>X</p>',
  '<details><summary>Mere</summary>X</details>',
  '<dialog>X</dialog>',
  '<template>X</template>',
  '<p style="display:&#110;one">X</p>',
  '<p style="display:/**/none">X</p>',
  '<p style="displ\\61y:none">X</p>',
  '<style>.p{display:none}</style><p class="a p">X</p>',
  '<style>#p{visibility:hidden}</style><p id=p>X</p>',
  '<style>@media screen{blink{display:none}}</style><blink>X</blink>',
  '<style>div .q{opacity:0}</style><div><span class=q>X</span></div>',
  `<p data-x="${'a'.repeat(6000)}" style="display:none">X</p>`,
]

const seen = [
  '<p title="display:none">X</p>',
  '<p data-style="display:none">X</p>',
  '<p class="hidden">X</p>',
  '<div style="font-size:0"><span style="font-size:14px">X</span></div>',
  '<div style="background:#000"><p style="color:#fff">X</p></div>',
  '<td bgcolor="#005" style="color:white">X</td>',
  '<div style="background-image:url(x.png)"><p style="color:#fff">X</p></div>',
  '<style>@media (prefers-color-scheme:dark){p{display:none}}</style><p>X</p>',
  '<style>@media only screen and (max-width:600px){.m{display:none}}</style><p class=m>X</p>',
  '<style>@media print{p{display:none}}</style><p>X</p>',
  '<style>.x .y{display:none}</style><p class=y>X</p>',
  '<style>a:hover{color:#fff}</style><p><a>X</a></p>',
  '<details open>X</details>',
  '<div style="visibility:hidden"><p style="visibility:visible">X</p></div>',
  '<p style="display:none">a</p><p>X</p>',
  '<p style="display:none">a<div>X</div>',
  '<div style="overflow:hidden;max-height:100px">X</div>',
  '<p style="opacity:0.9">X</p>',
  '<p style="line-height:0">X</p>',
  '<p aria-hidden="true">X</p>',
  '<p style="font:12px/1 Arial">X</p>',
]

describe('html as its reader sees it', () => {
  it.each(hiding)('%s is not seen', (html) => {
    expect(htmlToText(`${html}`).text).not.toContain('X')
  })
  it.each(seen)('%s is seen', (html) => {
    expect(htmlToText(html).text).toContain('X')
  })
  it('takes 100,000 hidden spans in its stride', () => {
    const began = performance.now()
    htmlToText('<span style="display:none">skjult</span>'.repeat(100_000))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

const own = (body: string) => mailFromText({ subject: 'Hej', body })

describe('letters as a reader sees them', () => {
  it.each([
    ['Mit b\u200barn bliver slået', 'Mit barn bliver slået', ['invisible-characters']],
    ['Mit b\u00adar\u00adn bliver slået', 'Mit barn bliver slået', ['invisible-characters']],
    ['Mit bort\u00adkommet pas', 'Mit bortkommet pas', []],
    ['\ufeffMit pas er væk', 'Mit pas er væk', []],
    ['Mit bаrn bliver slået', 'Mit barn bliver slået', ['look-alike-letters']],
    ['Ｍｉｔ 𝐛𝐚𝐫𝐧 bliver slået', 'Mit barn bliver slået', ['look-alike-letters']],
    ['Мой паспорт потерян', 'Мой паспорт потерян', []],
    ['Mit pas er væk\nМой паспорт у соседа', 'Mit pas er væk\nМой паспорт у соседа', []],
    ['Το διαβατήριό μου χάθηκε', 'Το διαβατήριό μου χάθηκε', []],
    ['Måling 5 μm og 3 kΩ', 'Måling 5 μm og 3 kΩ', []],
  ])('%j', (body, text, signs) => {
    expect(own(body)).toMatchObject({ body: { own: text }, signs })
  })
})

const read = (text: string) => {
  const bytes = Buffer.from(text)
  return parseMail(
    {
      id: mailIdOf(bytes),
      bytes,
      location: { account: 'test', folder: 'INBOX', uidValidity: '0', uid: 1 },
      receivedAt: undefined,
    },
    { maxBytes: 50_000_000 },
  )
}
const header = 'From: Bo <bo@borger.example>\r\nSubject: Nyt pas\r\n'
const alternative = (plain: string, html: string) =>
  read(
    `${header}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plain}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b--\r\n`,
  )
const letter =
  'Min nabos barn bliver slået hver aften, og jeg kan høre skrigene gennem væggen. Ring til mig hurtigst muligt om sagen.'

describe('both texts', () => {
  it('a stand-in gives way to the html', async () => {
    const mail = await alternative('Se denne mail i din browser', `<p>${letter}</p>`)
    expect(mail).toMatchObject({ body: { own: letter }, signs: ['stand-in'] })
    expect(mail.troubles.map(({ kind }) => kind)).not.toContain('texts-differ')
  })
  it('two texts that differ are told, and both are kept', async () => {
    const parking = 'Jeg vil gerne søge om parkeringslicens til min bil ved Torvegade, tak for hjælpen'
    const mail = await alternative(parking, `<p>${letter}</p>`)
    expect(mail.troubles.map(({ kind }) => kind)).toContain('texts-differ')
    expect(mail.body.own).toBe(letter)
    expect(mail.otherText).toContain('parkeringslicens')
  })
  it('a preheader makes no difference', async () => {
    const mail = await alternative(
      letter,
      `<div style="display:none">Nyt fra os</div><p>${letter}</p><a>Afmeld her</a>`,
    )
    expect(mail).toMatchObject({ body: { own: letter }, otherText: '' })
    expect(mail.troubles.map(({ kind }) => kind)).not.toContain('texts-differ')
  })
})

describe('bytes as they come', () => {
  const mail = `${header}Content-Type: text/plain; charset=utf-8\r\n\r\nMit pas er væk på Fyn\r\n`
  it.each([
    ['a byte order mark', `\ufeff${mail}`],
    ['blank lines', `\r\n\r\n${mail}`],
    ['a first line of another protocol', `HTTP/1.1 200 OK\r\n${mail}`],
    ['CR CR LF', mail.replaceAll('\r\n', '\r\r\n')],
    ['CR alone', mail.replaceAll('\r\n', '\r')],
    ['LF CR', mail.replaceAll('\r\n', '\n\r')],
    ['text encoded twice', mail.replace('væk på', 'vÃ¦k pÃ¥')],
    ['references', mail.replace('væk på', 'v&aelig;k p&aring;')],
    ['markdown', mail.replace('text/plain', 'text/markdown')],
  ])('%s', async (_name, text) => {
    expect(await read(text)).toMatchObject({ subject: 'Nyt pas', body: { own: 'Mit pas er væk på Fyn' } })
  })
  it('a text without a header stays whole', async () => {
    expect((await read('Hej med jer\nNavn: Bo\nEmne: pas\n')).body.own).toContain('Hej med jer')
  })
})
