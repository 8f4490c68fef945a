// Character references of html as the letters they mean: those that occur in style attributes and in plain text made from html.

/** Replaces numeric references and the common named ones; others are left as they are. */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(REFERENCE, decoded) : text

/** How many references there are to letters that Danish or its neighbours have; `&amp;` and `&lt;` occur in writing about html. */
export const letterReferences = (text: string): number => text.match(LETTER)?.length ?? 0

// ---------------------------------------------------------------------------------------------------------------

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,10}\d{0,2}));?/gi
const LETTER =
  /&(?:aelig|oslash|aring|[aeiouy](?:uml|acute|grave|circ)|ntilde|ccedil|szlig|#(?:19[2-9]|2[0-4]\d|25[0-5]));/gi

const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN1.split(' ').map((name, at) => [name, String.fromCharCode(0xa0 + at)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    colon: ':',
    semi: ';',
    lpar: '(',
    rpar: ')',
    Tab: '\t',
    NewLine: '\n',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    bull: '•',
    hellip: '…',
    euro: '€',
    zwnj: '\u200c',
    zwj: '\u200d',
  }),
])
const LAST_CODE_POINT = 0x10ffff

function decoded(whole: string, decimal: string | undefined, hex: string | undefined, name = ''): string {
  if (decimal === undefined && hex === undefined) return NAMED.get(name) ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : ''
}
