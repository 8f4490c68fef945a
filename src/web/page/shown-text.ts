// Untrusted text made safe to show. The renderer escapes markup; this deals with what hides in plain text.

/** Control characters and direction overrides: `regning\u202Efdp.exe` would be read as `regningexe.pdf`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: matching control characters is the purpose
const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g

/** Replaces invisible characters with a visible one. */
export const shownText = (text: string): string => text.replace(hidden, '\uFFFD')

/** The same on one line: for subjects, names and file names. */
export const shownLine = (text: string): string => shownText(text).replace(/\s+/g, ' ').trim()
