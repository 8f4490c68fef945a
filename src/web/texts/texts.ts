// All texts of the page, in every language.
import { da, type Texts } from './da.js'
import { en } from './en.js'

export const languages = ['da', 'en'] as const
export type Language = (typeof languages)[number]

export const texts: Readonly<Record<Language, Texts>> = { da, en }
