// Mails made to exhaust whoever reads them. Made anew each time, as none of them belongs into a repository.

/** A name and what makes the mail; `megabytes` scales those that are made of bulk. */
export const bombs = (megabytes: number): readonly (readonly [string, () => Buffer])[] => [
  ['multiparts in each other, 20,000 deep', () => nested(20_000)],
  ['attached mails in each other, 2,000 deep', () => attachedMails(2_000)],
  ['100,000 parts', () => mail(mixed, repeat('--b\r\nContent-Type: text/plain\r\n\r\nhej\r\n', 100_000))],
  ['900 parts of 20 KB', () => mail(mixed, repeat(`--b\r\n\r\n${'ord '.repeat(5_000)}\r\n`, 900))],
  [
    '1,000 boundaries declared',
    () => mail(repeat('Content-Type: multipart/mixed; boundary=b\r\n', 1_000), hej),
  ],
  ['text without end', () => mail(plain, fill('Hvordan fornyer jeg mit pas? Det haster.\r\n', megabytes))],
  [
    'undeclared Latin-1 without end',
    () => mail('', fill('Bl\xe5b\xe6rgr\xf8d p\xe5 \xf8en.\r\n', megabytes)),
  ],
  ['one line without end', () => mail('', fill('a', megabytes))],
  ['line ends without end', () => mail('', fill('\n', megabytes))],
  ['NULs without end', () => mail('', fill('\0', megabytes))],
  ['spaces without end', () => mail(plain, fill(' ', megabytes))],
  ['quote marks without end', () => mail('', fill('> ', megabytes))],
  ['rules of dashes without end', () => mail('', fill(`${'-'.repeat(200)}\r\n`, megabytes))],
  ['signature marks without end', () => mail('', fill('-- \r\n', megabytes))],
  [
    'header blocks without end',
    () => mail('', fill('Fra: a\r\nSendt: b\r\nTil: c\r\nEmne: d\r\n', megabytes)),
  ],
  ['an attachment without end', () => mail(attached, fill(`${'A'.repeat(76)}\r\n`, megabytes))],
  ['base64 of junk', () => mail(`${plain}Content-Transfer-Encoding: base64\r\n`, fill('\xff=?@', megabytes))],
  [
    'quoted-printable of marks',
    () => mail(`${plain}Content-Transfer-Encoding: quoted-printable\r\n`, fill('=', megabytes)),
  ],
  ['unclosed elements', () => mail(html, fill('<div>', megabytes))],
  ['tables in each other', () => mail(html, fill('<table><tr><td>', megabytes))],
  ['lists in each other', () => mail(html, fill('<ul><li>a', megabytes))],
  ['quotes in each other', () => mail(html, fill('<blockquote type=cite>a', megabytes))],
  ['tags that never end', () => mail(html, fill('<a href="', megabytes))],
  ['comments that never end', () => mail(html, fill('<!--', megabytes))],
  ['angle brackets', () => mail(html, fill('<', megabytes))],
  ['entities', () => mail(html, fill('&amp;&#x41;&nbsp', megabytes))],
  ['one attribute without end', () => mail(html, Buffer.concat([text('<p title="'), fill('x', megabytes)]))],
  ['a subject of 1 MB', () => mail(`Subject: ${'a'.repeat(1e6)}\r\n`, hej)],
  ['encoded words of 1 MB', () => mail(repeat(' =?utf-8?q?=C3=A6?=\r\n', 50_000, 'Subject:'), hej)],
  ['an encoded word that never ends', () => mail(`Subject: =?utf-8?B?${'QUFB'.repeat(250_000)}\r\n`, hej)],
  ['receivers of 1 MB', () => mail(`Cc: ${'a@b.example, '.repeat(80_000)}\r\n`, hej)],
  ['groups and comments of 1 MB', () => mail(`To: ${'a(b):('.repeat(170_000)}\r\n`, hej)],
  ['references of 1 MB', () => mail(`References: ${'<a@b> '.repeat(170_000)}\r\n`, hej)],
  ['125,000 fields', () => mail(repeat('X-A: b\r\n', 125_000), hej)],
  ['a folded field of 1 MB', () => mail(repeat(' b\r\n', 250_000, 'X-A:'), hej)],
  ['parameters of 1 MB', () => mail(`Content-Type: text/plain${'; a*0=b'.repeat(140_000)}\r\n`, hej)],
  ['a date of 1 MB', () => mail(`Date: ${'1 '.repeat(500_000)}\r\n`, hej)],
  ['no line at all', () => fill('x', megabytes)],
  ['nothing', () => Buffer.alloc(0)],
  ['an unknown charset', () => mail('Content-Type: text/plain; charset=x-none\r\n', text('\xff\xfe\x00'))],
  [
    'half a UTF-16 letter',
    () => mail('Content-Type: text/plain; charset=utf-16le\r\n', text('a\0\x00\xd8b')),
  ],
  [
    'stateful Japanese that never ends',
    () => mail('Content-Type: text/plain; charset=iso-2022-jp\r\n', fill('\x1b$B!', 5)),
  ],
  ['UTF-7', () => mail('Content-Type: text/plain; charset=utf-7\r\n', fill('+AGE', megabytes / 5))],
  ['words that are no words', () => mail(plain, nonsense(1_000_000))],
  [
    'a run of letters and an address',
    () => mail(plain, text(`${'a'.repeat(1_000_000)} @ 111 ${'111 '.repeat(10_000)}`)),
  ],
]

// ---------------------------------------------------------------------------------------------------------------

const header = [
  'From: =?utf-8?Q?=C3=98rn?= <oern@b.example>',
  'To: borgerservice@kk.example',
  'Message-ID: <bomb@b.example>',
  'MIME-Version: 1.0',
  '',
].join('\r\n')
const mixed = 'Content-Type: multipart/mixed; boundary=b\r\n'
const plain = 'Content-Type: text/plain; charset=utf-8\r\n'
const html = 'Content-Type: text/html; charset=utf-8\r\n'
const attached =
  'Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n'

const text = (binary: string): Buffer => Buffer.from(binary, 'latin1')
const hej = text('Hej med jer alle sammen')

const mail = (fields: string | Buffer, body: Buffer): Buffer =>
  Buffer.concat([text(header), typeof fields === 'string' ? text(fields) : fields, text('\r\n'), body])

/** So many megabytes of the same; a little less, as the header counts too. */
const fill = (binary: string, megabytes: number): Buffer =>
  Buffer.alloc(Math.floor(megabytes * 1e6) - 2_000, text(binary))

const repeat = (binary: string, times: number, start = ''): Buffer =>
  Buffer.concat([text(start), Buffer.alloc(binary.length * times, text(binary))])

const nested = (depth: number): Buffer =>
  mail(
    'Content-Type: multipart/mixed; boundary=b0\r\n',
    Buffer.concat(
      [...Array(depth).keys()].map((n) =>
        text(`--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`),
      ),
    ),
  )

const attachedMails = (depth: number): Buffer =>
  mail(
    'Content-Type: message/rfc822\r\n',
    repeat('Content-Type: message/rfc822\r\nSubject: a\r\n\r\n', depth),
  )

const nonsense = (characters: number): Buffer => {
  const words: string[] = []
  for (let n = 0; n < characters / 7; n++) words.push(((n * 2_654_435_761) % 4_294_967_296).toString(36))
  return text(words.join(' '))
}
