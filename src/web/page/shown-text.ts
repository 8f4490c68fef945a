// A stranger's words as they may stand on a page. The markup is escaped by the renderer; this is about what hides in plain text.

/** Controls, and what turns the direction of writing about: `regning\u202Efdp.exe` would be read as `regningexe.pdf`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g

/** What cannot be seen becomes a sign that can. */
export const shownText = (text: string): string => text.replace(hidden, '\uFFFD')

/** The same on one line: for subjects, names and file names. */
export const shownLine = (text: string): string => shownText(text).replace(/\s+/g, ' ').trim()
