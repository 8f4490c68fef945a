// The small, harmless things that some mails of the inbox carry. None says anything of the mail's matter.
import { encodedWords } from './mail-bytes.js'
import { attachedMail, attachment, type Part, partBytes, textPart } from './mail-parts.js'

/** The number picks one; the same number gives the same bytes. */
export function enclosure(number: number): Part {
  const makers = [
    () => attachment('scan0001.pdf', 'application/pdf', pdf('Side 1')),
    () => attachment('Bilag 1.pdf', 'application/pdf', pdf('Bilag 1')),
    () => attachment('Vedhæftet dokument.pdf', 'application/pdf', pdf('Dokument')),
    () => attachment('noter.txt', 'text/plain; charset=utf-8', Buffer.from('Se venligst min mail.\r\n')),
    () => attachment('IMG_2041.png', 'image/png', dot),
    () => attachment('følgebrev på én side.pdf', 'application/pdf', pdf('Brev')),
  ]
  const make = makers[number % makers.length] as () => Part
  return make()
}

/** The municipality's own receipt, passed on as an attached mail. */
export function attachedReceipt(to: string, dateText: string): Part {
  const text = 'Tak for din henvendelse. Vi har modtaget den og vender tilbage.\n\nKøbenhavns Kommune'
  const part = textPart(text, 'utf-8', 'quoted-printable')
  const headers = [
    'From: <ingen-svar@kk.example>',
    `To: <${to}>`,
    `Subject: ${encodedWords('Kvittering for din henvendelse på kk.example', 'utf-8', 'Q')}`,
    `Date: ${dateText}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    ...part.headers,
  ]
  return attachedMail(partBytes({ headers, body: part.body }))
}

/** A transparent picture of one pixel. */
export const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

// ---------------------------------------------------------------------------------------------------------------

/** One page with one line of ASCII text (PDF 1.4). */
function pdf(text: string): Buffer {
  const content = `BT /F1 18 Tf 72 770 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  )
}
