// What a tag's style says about whether its text is seen: the few CSS properties with which text is hidden.

/** What is known of an element's look; inherited by what is inside it. */
export interface Look {
  /** Taken out of sight with all that is inside it. */
  readonly isGone: boolean
  /** `visibility`, which an element inside may take back. */
  readonly isInvisible: boolean
  /** In pixels, roughly; undefined where nothing says so. */
  readonly sizePx: number | undefined
  readonly colour: Colour | undefined
  /** Undefined behind a picture or a gradient: then no colour is the same. */
  readonly ground: Colour | undefined
}

type Colour = readonly [red: number, green: number, blue: number]

const WHITE: Colour = [255, 255, 255]
export const PLAIN_LOOK: Look = {
  isGone: false,
  isInvisible: false,
  sizePx: undefined,
  colour: undefined,
  ground: WHITE,
}

/** Whether text of this look is out of the reader's sight. */
export const isUnseen = ({ isGone, isInvisible, sizePx, colour, ground }: Look): boolean =>
  isGone || isInvisible || (sizePx !== undefined && sizePx <= UNREADABLE_PX) || isSame(colour, ground)

/** The declarations of a style, later ones over earlier ones. Comments are dropped, entities must be decoded. */
export function declarationsIn(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const plain = style.slice(0, STYLE_CHARACTERS).replace(/\/\*[^*]{0,2000}\*\//g, '')
  for (const declaration of plain.split(';').slice(0, MOST_DECLARATIONS)) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const name = unescaped(declaration.slice(0, colon)).trim().toLowerCase()
    const value = unescaped(declaration.slice(colon + 1))
      .toLowerCase()
      .replace('!important', '')
      .trim()
    if (READ.has(name)) found.set(name, value)
  }
  return found
}

/** The look of an element inside `outer` with these declarations. */
export function lookWith(outer: Look, css: ReadonlyMap<string, string>): Look {
  if (css.size === 0) return outer
  const visibility = css.get('visibility')
  const colour = css.get('color') ?? css.get('-webkit-text-fill-color')
  const ground = css.get('background-color') ?? css.get('background')
  const isPictured = /url\(|gradient/.test(
    `${css.get('background') ?? ''}${css.get('background-image') ?? ''}`,
  )
  return {
    isGone: outer.isGone || isTakenAway(css),
    isInvisible: visibility === undefined ? outer.isInvisible : /hidden|collapse/.test(visibility),
    sizePx: sizeIn(css, outer.sizePx),
    colour: colour === undefined ? outer.colour : (colourOf(colour, outer.ground) ?? outer.colour),
    ground: isPictured ? undefined : ground === undefined ? outer.ground : groundOf(ground, outer.ground),
  }
}

// ---------------------------------------------------------------------------------------------------------------

const UNREADABLE_PX = 1.5
const STYLE_CHARACTERS = 20_000
const MOST_DECLARATIONS = 200
const READ: ReadonlySet<string> = new Set(
  'display visibility opacity font-size font color -webkit-text-fill-color background background-color background-image position left top right text-indent clip clip-path max-height height width max-width overflow overflow-y overflow-x mso-hide margin-left transform'.split(
    ' ',
  ),
)

/** CSS escapes: `\6e` is "n". */
const unescaped = (text: string): string =>
  text.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? letter : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  )

function isTakenAway(css: ReadonlyMap<string, string>): boolean {
  const value = (name: string) => css.get(name) ?? ''
  const isZero = (name: string) =>
    /^0*\.?0*[01]?(?:px|pt|em|rem|%|vh|vw)?$/.test(value(name)) && /\d/.test(value(name))
  const isFar = (name: string) => /^-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|vw|%)?$/.test(value(name))
  return (
    value('display') === 'none' ||
    value('mso-hide') === 'all' ||
    (value('opacity') !== '' && Number.parseFloat(value('opacity')) <= LEAST_OPACITY) ||
    isFar('text-indent') ||
    isFar('margin-left') ||
    (/absolute|fixed|relative/.test(value('position')) && ['left', 'top', 'right'].some(isFar)) ||
    /^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/.test(value('clip')) ||
    /^(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0(?:px|%)?\s+0)/.test(
      value('clip-path'),
    ) ||
    /scale[xy]?\(\s*0\s*[,)]/.test(value('transform')) ||
    (/hidden|clip/.test(value('overflow') + value('overflow-y') + value('overflow-x')) &&
      ['max-height', 'height', 'width', 'max-width'].some(isZero))
  )
}

const LEAST_OPACITY = 0.05
const DEFAULT_PX = 16
const PX_IN: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, rem: DEFAULT_PX, vw: 10, vh: 8 }

function sizeIn(css: ReadonlyMap<string, string>, outer: number | undefined): number | undefined {
  const text = css.get('font-size') ?? css.get('font')
  const size = /(?:^|\s)(\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%|vw|vh)?(?:$|[\s/])/.exec(
    (text ?? '').slice(0, 200),
  )
  if (text === undefined) return outer
  const number = Number.parseFloat(size?.[1] ?? '')
  if (Number.isNaN(number) || (css.get('font-size') === undefined && size?.[2] === undefined))
    return undefined
  if (size?.[2] === 'em') return number * (outer ?? DEFAULT_PX)
  if (size?.[2] === '%') return (number / 100) * (outer ?? DEFAULT_PX)
  return number * (PX_IN[size?.[2] ?? 'px'] ?? 1)
}

const NAMED: Readonly<Record<string, Colour>> = {
  white: WHITE,
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  floralwhite: [255, 250, 240],
  black: [0, 0, 0],
  red: [255, 0, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  green: [0, 128, 0],
  yellow: [255, 255, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
}

/** A colour; one that lets everything through is its ground's. */
function colourOf(text: string, ground: Colour | undefined): Colour | undefined {
  const hex = /^#?([0-9a-f]{3,8})$/.exec(text)?.[1]
  if (text === 'transparent') return ground
  if (NAMED[text]) return NAMED[text]
  if (hex?.length === 3 || hex?.length === 4)
    return rgb([...hex].slice(0, 3).map((digit) => Number.parseInt(digit + digit, 16)))
  if (hex?.length === 6 || hex?.length === 8)
    return hex.endsWith('00') && hex.length === 8
      ? ground
      : rgb([0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)))
  const parts = /^rgba?\(([^)]{1,80})\)/
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean)
  if (!parts) {
    const lightness = /^hsla?\([^)]{1,60}?(\d{1,3})%\s*[,/)]/.exec(
      text.replace(/^(hsla?\([^%]{1,40})\d{1,3}%/, '$1'),
    )?.[1]
    return lightness === '100' ? WHITE : undefined
  }
  if (parts[3] !== undefined && Number.parseFloat(parts[3]) === 0) return ground
  return rgb(parts.slice(0, 3).map((part) => (part.endsWith('%') ? 2.55 : 1) * Number.parseFloat(part)))
}

const rgb = ([red = Number.NaN, green = Number.NaN, blue = Number.NaN]: readonly number[]):
  | Colour
  | undefined => (Number.isNaN(red + green + blue) ? undefined : [red, green, blue])

/** The first word of a background that is a colour; one that cannot be read makes the ground unknown. */
function groundOf(text: string, outer: Colour | undefined): Colour | undefined {
  if (/^(?:none|inherit|initial|unset|transparent|0(?: 0)?|repeat.{0,20}|)$/.test(text)) return outer
  const word = /#[0-9a-f]{3,8}|rgba?\([^)]{1,80}\)|[a-z]{3,20}/.exec(text)?.[0] ?? ''
  return colourOf(word, outer)
}

const NEAR = 16

const isSame = (one: Colour | undefined, other: Colour | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.every((part, at) => Math.abs(part - (other[at] ?? 0)) <= NEAR)
