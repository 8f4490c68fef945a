// What the browser loads besides the page: the design system, our own styles and scripts. All served by us, under a path that
// changes with its content, so browsers may cache it for ever. The door to dkfds.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly packed: { readonly br: Buffer; readonly gzip: Buffer } | undefined
}

export interface Assets {
  /** Path of the folder that holds them all: `/assets/1f0c5e8a9b`. */
  readonly root: string
  /** By path under the root. */
  readonly files: ReadonlyMap<string, Asset>
}

/** Reads everything once; 1 MB that all pages share. */
export function loadAssets(): Assets {
  loaded ??= readAssets()
  return loaded
}

// ---------------------------------------------------------------------------------------------------------------

let loaded: Assets | undefined

function readAssets(): Assets {
  const files = new Map<string, Asset>()
  const css = styles.map((name) => readFileSync(join(ours, name), 'utf8')).join('\n')
  files.set('css/page.css', text('text/css', css))
  files.set('icons.svg', text('image/svg+xml', readFileSync(join(dkfds, 'img', 'all-svg-icons.svg'), 'utf8')))
  for (const [path] of css.matchAll(/img\/svg-icons\/[\w-]+\.svg/g))
    files.set(path, text('image/svg+xml', readFileSync(join(dkfds, path), 'utf8')))
  for (const [path] of css.matchAll(/fonts\/IBMPlexSans\/complete\/woff2\/[\w-]+\.woff2/g))
    files.set(path, { type: 'font/woff2', plain: readFileSync(join(dkfds, path)), packed: undefined })
  for (const name of readdirSync(ours)) {
    if (name.endsWith('.js')) files.set(name, text('text/javascript', readFileSync(join(ours, name), 'utf8')))
    if (name.endsWith('.svg')) files.set(name, text('image/svg+xml', readFileSync(join(ours, name), 'utf8')))
  }
  return { root: `/assets/${hashOf(files)}`, files }
}

const dkfds = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '..')

/** The build copies this folder beside the compiled file. */
const ours = join(import.meta.dirname, '..', 'assets')

/** The design system, recoloured by `npm run styles`, and after it our own. */
const styles = ['dkfds.css', 'page.css', 'work.css', 'find.css', 'figures.css']

/** The highest quality (11) would save 2 kB and cost a second at start-up. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** Smaller files grow when compressed. */
const WORTH_PACKING = 1000

function text(type: string, content: string): Asset {
  const plain = Buffer.from(content)
  const full = `${type}; charset=utf-8`
  if (plain.length < WORTH_PACKING) return { type: full, plain, packed: undefined }
  return {
    type: full,
    plain,
    packed: { br: brotliCompressSync(plain, brotli), gzip: gzipSync(plain) },
  }
}

function hashOf(files: ReadonlyMap<string, Asset>): string {
  const hash = createHash('sha256')
  for (const [path, { plain }] of files) hash.update(path).update(plain)
  return hash.digest('hex').slice(0, 12)
}
