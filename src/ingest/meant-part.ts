// Parts that are a mail's text though they are declared as something else.

/** What a part's header says of it; `root` is the mail itself. */
export interface DeclaredPart {
  contentType: string | false | undefined
  disposition: string | false | undefined
  readonly filename?: string | false | undefined
  readonly encoding?: string | false | undefined
  readonly root?: boolean
}

/** Exchange and Apple Mail call the text after an attachment so. */
export const SPLIT_TEXT = /^ATT\d{4,6}\.(?:txt|html?)$/i

/**
 * The type and disposition that are meant: text types that are read as plain text, the text that was split around an attachment, and
 * a mail whose only part is a text "file".
 */
export function meantAs(part: DeclaredPart): Pick<DeclaredPart, 'contentType' | 'disposition'> {
  const { contentType, disposition, filename, root = false } = part
  const declared = (contentType || '').toLowerCase()
  const name = filename || ''
  if (SPLIT_TEXT.test(name) && /^text\/|octet-stream$/.test(declared))
    return shown(/htm/i.test(name) ? 'text/html' : 'text/plain')
  const isFile = disposition === 'attachment' || name !== ''
  if (READ_AS_PLAIN.test(declared) && (root || !isFile)) return shown('text/plain')
  if (root && /^text\/(?:plain|html)$/.test(declared)) return shown(declared)
  return root && !isFile && isJunk(declared, part) ? shown('text/plain') : { contentType, disposition }
}

// ---------------------------------------------------------------------------------------------------------------

const READ_AS_PLAIN =
  /^text\/(?:markdown|enriched|richtext|text|(?:x-)?(?:markdown|web-markdown|plain|org|rst|asciidoc))$|^text$/

const shown = (contentType: string) => ({ contentType, disposition: 'inline' })

/** A type that is none, of a mail whose bytes are not coded as a file's are. */
const isJunk = (declared: string, { encoding }: DeclaredPart): boolean =>
  (declared === 'application/octet-stream' || !/^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(declared)) &&
  !/base64|binary/i.test(encoding || '')
