// Text -> html as common mail programs write it.

/** The way browsers and webmail do it: a div a line. */
export function plainHtml(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => (line === '' ? '<div><br></div>' : `<div>${escaped(line)}</div>`))
  return `<html><head></head><body dir="ltr">${lines.join('\n')}</body></html>`
}

/** The way Outlook does it: Word's markup, conditional comments, and empty paragraphs that hold a hard space. */
export function outlookHtml(text: string, charset: string): string {
  const lines = text
    .split('\n')
    .map((line) => `<p class=MsoNormal>${escaped(line) || '&nbsp;'}<o:p></o:p></p>`)
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=${charset}">
<meta name=Generator content="Microsoft Word 15 (filtered medium)">
<style><!--
/* Font Definitions */
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif; mso-fareast-language:EN-US;}
.MsoChpDefault {mso-style-type:export-only;}
@page WordSection1 {size:612.0pt 792.0pt; margin:3.0cm 2.0cm 3.0cm 2.0cm;}
div.WordSection1 {page:WordSection1;}
--></style>
<!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]-->
</head>
<body lang=DA link="#0563C1" vlink="#954F72" style='word-wrap:break-word'>
<div class=WordSection1>
${lines.join('\n')}
</div>
</body>
</html>`
}

/** Pure ASCII: every other letter is an entity, by name where it has one that old programs know. */
export function entityHtml(text: string): string {
  return plainHtml(text).replace(/\P{ASCII}/gu, (character) => {
    return entities[character] ?? `&#${character.codePointAt(0)};`
  })
}

/** A company's signature picture under the text. */
export function pictureHtml(text: string, contentId: string): string {
  return plainHtml(text).replace('</body>', `<img width=1 height=1 alt="" src="cid:${contentId}"></body>`)
}

// ---------------------------------------------------------------------------------------------------------------

const entities: Readonly<Record<string, string>> = {
  æ: '&aelig;',
  ø: '&oslash;',
  å: '&aring;',
  Æ: '&AElig;',
  Ø: '&Oslash;',
  Å: '&Aring;',
  é: '&eacute;',
  ö: '&ouml;',
  ä: '&auml;',
  ü: '&uuml;',
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
