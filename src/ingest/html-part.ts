// The html that a mail shows, as it was written but bounded. Made harmless where it is shown (desk/harmless-html.ts).
import { boundHtml } from './html-bounds.js'
import { isNamedFile, type MimePart } from './readable-text.js'

/** The first html part that is text and not an attached file; undefined when the mail has none. */
export function htmlPart(root: MimePart): string | undefined {
  if (root.text !== undefined) return root.type === 'text/html' ? boundHtml(root.text).html : undefined
  const shown = root.children.filter((child, index) => !isNamedFile(child, index))
  for (const child of shown) {
    const html = htmlPart(child)
    if (html !== undefined) return html
  }
  return undefined
}
