// The design system's stylesheet with two sets of colours. dkfds writes its colours out and has a light set only: each becomes a custom property,
// named by what it colours (ink, ground, line), so that the same white can stay on a button and turn dark behind the text.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

type Use = 'ink' | 'ground' | 'line'

/** What dkfds writes -> our light and dark. A colour that is not here stays as it is; a test tells when dkfds brings a new one. */
export const palette: Readonly<Record<`${Use}-${string}`, readonly [light: string, dark: string]>> = {
  'ink-1a1a1a': ['#1a1a1a', '#e8edf2'],
  'ink-454545': ['#003d73', '#9fcdf7'], // secondary buttons, links that look like buttons
  'ink-707070': ['#595f66', '#a9b4bf'],
  'ink-8e8e8e': ['#6b7178', '#8d98a3'],
  'ink-fff': ['#ffffff', '#0c1822'], // on buttons, tags and badges
  'ink-004d99': ['#004d99', '#8ec5f5'],
  'ink-800080': ['#6a1b8a', '#d0a8ec'],
  'ink-c00': ['#b00020', '#ff9c9c'],
  'ink-358000': ['#2c6b00', '#9ddb72'],
  'ground-fff': ['#ffffff', '#12181f'],
  'ground-f5f5f5': ['#f3f6f9', '#1b232c'],
  'ground-dcdcdc': ['#dde4eb', '#2c3743'],
  'ground-bfbfbf': ['#bcc7d1', '#44515e'],
  'ground-8e8e8e': ['#7d8995', '#7d8995'],
  'ground-707070': ['#5b6670', '#93a0ad'],
  'ground-454545': ['#003d73', '#8ec5f5'], // primary buttons
  'ground-1a1a1a': ['#00284d', '#bcdcf9'], // the same when pointed at
  'ground-e2f2fb': ['#e2f2fb', '#132b3d'],
  'ground-ddf7ce': ['#e2f5d6', '#1a3310'],
  'ground-fec': ['#fff0cf', '#3b2d08'],
  'ground-ffe0e0': ['#ffe5e5', '#421a1d'],
  'ground-c00': ['#b00020', '#ff9c9c'],
  'ground-358000': ['#2c6b00', '#9ddb72'],
  'ground-1b86c3': ['#1b75ad', '#5db1e6'],
  'ground-febb30': ['#e0a000', '#febb30'],
  'line-1a1a1a': ['#1a1a1a', '#e8edf2'],
  'line-454545': ['#003d73', '#9fcdf7'], // focus
  'line-707070': ['#5b6670', '#93a0ad'],
  'line-8e8e8e': ['#77838f', '#7d8995'],
  'line-bfbfbf': ['#bcc7d1', '#44515e'],
  'line-dcdcdc': ['#dde4eb', '#2c3743'],
  'line-f5f5f5': ['#f3f6f9', '#1b232c'],
  'line-fff': ['#ffffff', '#12181f'],
  'line-c00': ['#b00020', '#ff9c9c'],
}

/** The committed stylesheet, made from the dkfds that is installed. */
export function recolouredStyles(): string {
  const icons = readdirSync(join(dkfds, 'img', 'svg-icons')).map((name) => name.replace(/\.svg$/, ''))
  return `${headOf(JSON.parse(readFileSync(join(dkfds, '..', 'package.json'), 'utf8')))}\n${recolour(slim(dkfdsStyles()), new Set(icons))}\n`
}

/** As dkfds comes. */
export const dkfdsStyles = (): string => readFileSync(join(dkfds, 'css', 'dkfds.min.css'), 'utf8')

/** The colours of a stylesheet, by what they colour, e.g. `ink-1a1a1a`. */
export function coloursOf(css: string): ReadonlySet<string> {
  const found = new Set<string>()
  recoloured(css, (name) => {
    found.add(name)
    return undefined
  })
  return found
}

/**
 * The stylesheet with custom properties for colours and icons, and after it their light and dark values.
 * @param iconNames the icons there are: in the dark `x` and `x-white` change places where both exist.
 */
export function recolour(css: string, iconNames: ReadonlySet<string>): string {
  const swapped = new Set<string>()
  const body = recoloured(css, (name) => (name in palette ? `var(--fds-${name})` : undefined)).replace(
    /url\((\.\.\/img\/svg-icons\/)([a-z-]+)\.svg\)/g,
    (whole, _folder, icon: string) => {
      if (!iconNames.has(otherOf(icon))) return whole
      swapped.add(icon)
      return `var(--fds-icon-${icon})`
    },
  )
  const icons = [...swapped]
  const values = (dark: boolean) =>
    [
      `color-scheme:${dark ? 'dark' : 'light'}`,
      ...Object.entries(palette).map(([name, [light, night]]) => `--fds-${name}:${dark ? night : light}`),
      ...icons.map((icon) => `--fds-icon-${icon}:url(../img/svg-icons/${dark ? otherOf(icon) : icon}.svg)`),
    ].join(';')
  return [
    body,
    `:root{${values(false)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${values(true)}}}`,
    `:root[data-theme=dark]{${values(true)}}`,
  ].join('\n')
}

// ---------------------------------------------------------------------------------------------------------------

const dkfds = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '..')

const headOf = ({ version }: { readonly version: string }): string => `/*!
dkfds ${version} (MIT, copyright 2021 Danish Business Authority & Danish Agency for Digitisation; icons Apache 2.0, IBM Plex Sans OFL 1.1:
see its LICENSE.md), recoloured. Made by "npm run styles", never by hand.
*/`

/** Fonts in one format, which every browser of this decade reads; without the 157 icon classes, because our icons are one SVG file; a rule a line. */
const slim = (css: string): string =>
  css
    .replace(/src:[^;}]*?(url\([^)]*\.woff2["']?\))[^;}]*/g, (_, woff2) => `src:${woff2} format("woff2")`)
    .replace(/\.icon-[a-z-]+:not\(a\)\{background-image:url\([^)]*\)\}/g, '')
    .replaceAll('}', '}\n')

const otherOf = (icon: string): string =>
  icon.endsWith('-white') ? icon.slice(0, -'-white'.length) : `${icon}-white`

/** The minified stylesheet names colours where that is shorter. */
const named: Readonly<Record<string, string>> = { white: 'fff', purple: '800080' }

const colourOrAddress = /url\([^)]*\)|#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|\b(?:white|purple)\b/gi

/** Looks only at values, not at selectors, and only at full colours, not at translucent ones. Addresses stay: `check-white.svg` is no colour. */
function recoloured(css: string, become: (name: string) => string | undefined): string {
  return css.replace(/(?<=[{;])([a-z-]+):([^;{}]*)/g, (whole, property: string, value: string) => {
    const use = useOf(property)
    const replaced = value.replace(colourOrAddress, (colour) => {
      if (colour.startsWith('url(')) return colour
      const hex = named[colour] ?? colour.slice(1).toLowerCase()
      return become(`${use}-${/^(.)\1{5}$/.test(hex) ? hex.slice(3) : hex}`) ?? colour
    })
    return `${property}:${replaced}${whole.slice(property.length + 1 + value.length)}`
  })
}

function useOf(property: string): Use {
  if (/^(color|fill|-webkit-text-fill-color|text-decoration(-color)?)$/.test(property)) return 'ink'
  return property.startsWith('background') ? 'ground' : 'line'
}
