// The tags that security gateways put in front of a subject or a text: `[EKSTERN]`, `[EXTERNAL]`. They are nobody's words.

const WORDS =
  '(?:ekstern|external|extern|caution|udefra)(?:[ :_-]{1,3}(?:e-?mail|e-?post|mail|afsender|avsändare|avsender|sender|absender|kilde))?'
/** In brackets, in any letters. */
const TAG = new RegExp(`^[\\[({<*]{1,3} {0,2}${WORDS} {0,2}[\\])}>*]{1,3}[:!.]?$`, 'i')
const IN_FRONT = new RegExp(`^\\[ {0,2}${WORDS} {0,2}\\][:]? {1,3}(?=\\S)`, 'i')
/** A tag and the start of what follows it. */
const LONGEST = 100

/** Whether a text is such a tag and nothing else. */
export const isGatewayTag = (text: string): boolean => text.length <= LONGEST && TAG.test(text.trim())

/** The tag that a line begins with, with the spaces after it; undefined when it begins with none, or is nothing else. */
export const gatewayTagInFront = (line: string): string | undefined =>
  IN_FRONT.exec(line.slice(0, LONGEST))?.[0]
