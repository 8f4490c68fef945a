// How much of a mail is read. Each limit protects the poller from a single mail; what is cut is reported in `troubles`.

/** Characters of text or html that are read: some 300 pages. What a mail is about is at its beginning. */
export const TEXT_CHARACTERS = 1_000_000

/** Bytes of one text part that are decoded: enough for those characters in every charset, as none uses more than 4 bytes per character. */
export const TEXT_PART_BYTES = 4 * (TEXT_CHARACTERS + 1)

/** html given to the parser. Real newsletters have 100 to 300 KB; converting 500 KB takes about 100 ms. */
export const HTML_CHARACTERS = 500_000

/** Tags in that html. The parser's time grows with the tags, not with the text between them. */
export const HTML_TAGS = 20_000

/** Open elements inside each other. Outlook's deepest tables have some 60; the converter recurses once per level. */
export const HTML_DEPTH = 150

/** Depth from which lists and quotes are no longer opened. Threads of 20 answers nest 40 elements deep. */
export const HTML_INDENTS = 40

/** Message ids kept of References: gmail's longest threads have 100 mails. Longer lists are an attack. */
export const REFERENCES = 100

/** RFC 5322 lines have at most 998 characters, so a longer message id is junk. */
export const MESSAGE_ID_CHARACTERS = 998

/** Longest subject kept; mail programs show 200 characters. */
export const SUBJECT_CHARACTERS = 2_000

/** Recipients kept per header: a mail to more people than this is a mass mailing. */
export const ADDRESSES = 500

export const ATTACHMENTS = 500
export const ATTACHMENT_NAME_CHARACTERS = 200

/** Bytes of the header that are read if a mail is too large or the parser gave up on it. */
export const PLAIN_HEADER_BYTES = 256 * 1024

/** Bytes of text that the plain reading takes if the parser gave up on a mail. */
export const PLAIN_TEXT_BYTES = 256 * 1024

/** Characters of that text that are shown if the reader was stopped: enough to know what the mail is about. */
export const PLAIN_OWN_CHARACTERS = 20_000

// What the process that reads mail may use (docs/decisions/0016-mail-is-read-in-a-process-of-its-own.md).

/** CPU time for reading one mail: of 800 third-party mails, 792 took under 5 % of it; the slowest took half. */
export const READ_MS = 700

/** Extra time per megabyte, as attachments are read at 40 MB/s. A mail of the default maximum size may take 1.2 s. */
export const READ_MS_PER_MB = 10

/** JavaScript heap of the reader. Ordinary mail needs 30 MB; 25 MB of nothing but line ends would take 1 GB. */
export const READ_HEAP_MB = 160

/** Total memory of the reader. It starts at 90 MB; a mail of 50 MB makes it 170 if it is attachments, 210 if it is all text. */
export const READ_RSS_MB = 250

/** How often a working reader is checked: a bound may be exceeded by this much. */
export const READ_WATCH_MS = 50

/** Wall-clock time for the reader to start. It takes 0.3 s; a machine that needs this long has other problems. */
export const READ_START_MS = 60_000

/** Mails sent to the reader ahead of time, so that it never waits for the next one. They are sent again if it has to be replaced. */
export const READ_AHEAD_MAILS = 8
export const READ_AHEAD_BYTES = 1024 * 1024
