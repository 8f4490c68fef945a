// The design system's two sets of colours.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  coloursOf,
  dkfdsStyles,
  palette,
  recolour,
  recolouredStyles,
} from '../../../scripts/recoloured-styles.js'
import { loadAssets } from '../../../src/web/http/assets.js'

const css = dkfdsStyles()

describe('the committed stylesheet', () => {
  it('is what "npm run styles" makes of the installed design system', () => {
    const committed = readFileSync(new URL('../../../src/web/assets/dkfds.css', import.meta.url), 'utf8')
    expect(committed === recolouredStyles(), 'run "npm run styles"').toBe(true)
  })

  it('names no file that is not served beside it', () => {
    const { files } = loadAssets()
    const served = String(files.get('css/page.css')?.plain)
    const named = [...served.matchAll(/url\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path)
    expect(named).toContain('img/svg-icons/check-white.svg')
    expect(named.filter((path) => !files.has(path) && !path.startsWith('img/logo-'))).toEqual([])
  })
})

describe('the palette', () => {
  it('has every colour that the design system writes', () => {
    expect([...coloursOf(css)].filter((name) => !(name in palette))).toEqual([])
  })

  it('has no colour that it does not write', () => {
    const written = coloursOf(css)
    expect(Object.keys(palette).filter((name) => !written.has(name))).toEqual([])
  })
})

describe('recolouring', () => {
  const icons = new Set(['check', 'check-white'])

  it('tells ink, ground and line of the same colour apart', () => {
    const made = recolour('a{color:#FFF;background:#fff;border:1px solid white}', icons)
    expect(made).toContain(
      'a{color:var(--fds-ink-fff);background:var(--fds-ground-fff);border:1px solid var(--fds-line-fff)}',
    )
  })

  it('leaves what shines through and what it does not know', () => {
    expect(recolour('a{color:#0003;fill:#123456}', icons)).toContain('a{color:#0003;fill:#123456}')
  })

  it('leaves the names of files as they are', () => {
    const made = recolour('a{background:url(../img/svg-icons/arrow-white.svg)}', icons)
    expect(made).toContain('a{background:url(../img/svg-icons/arrow-white.svg)}')
  })

  it('changes white and black icons in the dark', () => {
    const made = recolour('a{background-image:url(../img/svg-icons/check.svg)}', icons)
    expect(made).toContain('a{background-image:var(--fds-icon-check)}')
    expect(made).toContain('--fds-icon-check:url(../img/svg-icons/check-white.svg)')
  })

  it('gives the dark set to who asked for it here, and to whose computer is dark unless they asked for light', () => {
    const made = recolour('', icons)
    expect(made).toContain(':root[data-theme=dark]{color-scheme:dark')
    expect(made).toContain(
      '@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark',
    )
  })
})

/** @source WCAG 2.1, relative luminance and contrast ratio */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'] as const)('in the %s set', (set) => {
  const nth = set === 'light' ? 0 : 1
  const colour = (name: keyof typeof palette) => palette[name]?.[nth] ?? ''

  it.each([
    ['ink-1a1a1a', 'ground-fff', 7],
    ['ink-1a1a1a', 'ground-f5f5f5', 7],
    ['ink-1a1a1a', 'ground-e2f2fb', 7],
    ['ink-1a1a1a', 'ground-ddf7ce', 7],
    ['ink-1a1a1a', 'ground-fec', 7],
    ['ink-1a1a1a', 'ground-ffe0e0', 7],
    ['ink-707070', 'ground-fff', 4.5],
    ['ink-707070', 'ground-f5f5f5', 4.5],
    ['ink-004d99', 'ground-fff', 4.5],
    ['ink-004d99', 'ground-f5f5f5', 4.5],
    ['ink-c00', 'ground-fff', 4.5],
    ['ink-fff', 'ground-454545', 4.5],
    ['ink-fff', 'ground-1a1a1a', 4.5],
    ['ink-fff', 'ground-c00', 4.5],
    ['line-8e8e8e', 'ground-fff', 3],
    ['line-454545', 'ground-fff', 3],
    ['line-454545', 'ground-f5f5f5', 3],
  ] as const)('%s stands out from %s', (ink, ground, least) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(least)
  })
})
