// The cookies by purpose. Over https they are bound to this host (`__Host-`) and never sent unencrypted.
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Config } from '../../config/schema.js'
import { type Display, themes } from '../request-context.js'
import { type Language, languages } from '../texts/texts.js'

export type Cookies = Readonly<Record<string, string | undefined>>

export interface CookieConfig {
  /** Holds the id of a session. */
  readonly session: string
  /** Holds a random number before login, so that the login form has a token too. */
  readonly visitor: string
  readonly nameOf: (plain: string) => string
  readonly options: CookieSerializeOptions
}

export function cookieConfigOf({ review }: Pick<Config, 'review'>): CookieConfig {
  const secure = review.origin.startsWith('https:')
  const nameOf = (plain: string) => `${secure ? '__Host-' : ''}postfordeler-${plain}`
  return {
    session: nameOf('session'),
    visitor: nameOf('visitor'),
    nameOf,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  }
}

/** The display settings; unknown values count as not set. */
export function displayOf(cookies: Cookies, cookieConfig: CookieConfig, standard: Language): Display {
  const language = languages.find((one) => one === cookies[cookieConfig.nameOf('language')])
  const theme = themes.find((one) => one === cookies[cookieConfig.nameOf('theme')])
  return {
    language: language ?? standard,
    theme: theme ?? 'auto',
    hasKeys: cookies[cookieConfig.nameOf('keys')] !== 'off',
  }
}
