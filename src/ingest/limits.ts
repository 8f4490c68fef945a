// How much of a mail is read. Each limit protects the poller from one mail; what is cut is said in `troubles`.

/** Characters of text or html that are read: some 300 pages. A mail's matter stands at its beginning. */
export const TEXT_CHARACTERS = 1_000_000

/** Bytes of one text part that are decoded: enough for those characters in every charset, as none has more than 4 bytes for one. */
export const TEXT_PART_BYTES = 4 * (TEXT_CHARACTERS + 1)

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

/** Characters of that text that are shown of a mail whose reader was stopped: enough to know what it is about. */
export const PLAIN_OWN_CHARACTERS = 20_000

// What the process that reads mail may take (docs/decisions/0016-mail-is-read-in-a-process-of-its-own.md).

/** Computing time for reading one mail: of 800 mails of others all but eight take a twentieth of it, the slowest half. */
export const READ_MS = 700

/** More of it for each megabyte, as attachments are read at 40 MB/s. The largest mail of the default limit may take 1.2 s. */
export const READ_MS_PER_MB = 10

/** JavaScript objects of the reader. Ordinary mail needs 30 MB; 25 MB of nothing but line ends would take 1 GB. */
export const READ_HEAP_MB = 160

/** Memory of the reader in all. It begins with 90 MB; a mail of 50 MB makes it 170 when it is attachments, 210 when it is all text. */
export const READ_RSS_MB = 250

/** How often a reader that is at work is looked at: a bound may be overrun by this much. */
export const READ_WATCH_MS = 50

/** Time for the reader to start, by the clock. It takes 0.3 s; a machine that needs this long has other troubles. */
export const READ_START_MS = 60_000

/** Mails that lie ready with the reader, so that it never waits for the next one. They are sent again when it has to be replaced. */
export const READ_AHEAD_MAILS = 8
export const READ_AHEAD_BYTES = 1024 * 1024
