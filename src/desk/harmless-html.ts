// A stranger's html made harmless, for a sandboxed frame. The one file that knows sanitize-html. What is allowed is listed, all else
// goes: scripts, styles, forms, frames, links' targets, and every image that would be fetched from somewhere.
import sanitize from 'sanitize-html'

/** Nothing may be loaded, run or sent from the document, whatever it contains: a second fence behind the first. */
const policy = "default-src 'none'; img-src data:; form-action 'none'; base-uri 'none'"

/** A whole document that shows the html and can do nothing else. */
export function harmlessDocument(html: string): string {
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`
  return `<!doctype html><html lang="da"><head>${head}<title>E-mail</title></head><body>${harmlessHtml(html)}</body></html>`
}

/** The same without the document around it. */
export const harmlessHtml = (html: string): string => sanitize(html, options)

// ---------------------------------------------------------------------------------------------------------------

const layout = 'div p br hr span center blockquote pre h1 h2 h3 h4 h5 h6'
const words = 'b strong i em u s strike del ins small big sub sup font mark code tt abbr cite q'
const lists = 'ul ol li dl dt dd'
const tables = 'table caption colgroup col thead tbody tfoot tr th td'

/** Pictures inside the mail's html itself. SVG is left out: it is a document and not a picture. */
const safePicture = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=\s]+$/i

/** Longest address of a link that is shown beside its words. */
const SHOWN_ADDRESS = 300

const options: sanitize.IOptions = {
  allowedTags: [layout, words, lists, tables, 'a img'].join(' ').split(' '),
  allowedAttributes: {
    a: ['title'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan', 'align', 'valign'],
    th: ['colspan', 'rowspan', 'align', 'valign', 'scope'],
    ol: ['start'],
  },
  allowedSchemes: [],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'xmp', 'iframe', 'noembed'],
  nestingLimit: 200,
  transformTags: {
    // Where a link leads is shown as text: a frame without rights could not follow it, and a person should read it first.
    a: (tagName, { href = '', title = '' }) => ({
      tagName,
      attribs: { title: (href || title).slice(0, SHOWN_ADDRESS) },
    }),
    img: (tagName, { src = '', alt = '', width = '', height = '' }) => {
      const size = { width: digits(width), height: digits(height) }
      return { tagName, attribs: { ...(safePicture.test(src) ? { src } : {}), alt, ...size } }
    },
  },
  exclusiveFilter: (frame) =>
    frame.tag === 'img' && frame.attribs['src'] === undefined && !frame.attribs['alt'],
}

const digits = (text: string): string => /^\d{1,4}/.exec(text)?.[0] ?? ''
