// How much of a mail is read. Each limit protects the poller from one mail; what is cut is said in `troubles`.

/** Characters of text or html that are read: some 300 pages. A mail's matter stands at its beginning. */
export const TEXT_CHARACTERS = 1_000_000

/** html given to the parser. Real newsletters have 100 to 300 KB; converting 500 KB takes about 100 ms. */
export const HTML_CHARACTERS = 500_000

/** Tags in that html. The parser's time grows with the tags, not with the text between them. */
export const HTML_TAGS = 20_000

/** Open elements inside each other. Outlook's deepest tables have some 60; the converter recurses once a level. */
export const HTML_DEPTH = 150

/** Depth from which lists and quotes are not opened any more. Threads of 20 answers nest 40 elements deep. */
export const HTML_INDENTS = 40

/** Message ids kept of References: gmail's longest threads have 100 mails. Longer lists are made to exhaust somebody. */
export const REFERENCES = 100

/** RFC 5322 lines have at most 998 characters, so a longer message id is junk. */
export const MESSAGE_ID_CHARACTERS = 998

/** Longest subject kept; mail programs show 200 characters. */
export const SUBJECT_CHARACTERS = 2_000

/** Receivers kept per header: a mail to more people than this is a mailing. */
export const ADDRESSES = 500

export const ATTACHMENTS = 500
export const ATTACHMENT_NAME_CHARACTERS = 200

/** Bytes of the header that are read of a mail that is too large or that the parser gave up on. */
export const PLAIN_HEADER_BYTES = 256 * 1024

/** Bytes of text that the plain reading takes from a mail that the parser gave up on. */
export const PLAIN_TEXT_BYTES = 256 * 1024
