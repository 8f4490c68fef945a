// Old mail in folders -> labelled lines.
import type { BodyText, ParsedMail, RawMail } from '../../journey.js'
import type { Labeller } from './labels.js'
import { type ImportItem, labelledItem, skipped } from './line.js'
import { type FolderSource, folderName } from './sources.js'

const BATCH_MAILS = 50

interface MailItemDeps {
  readonly labelOf: Labeller
  readonly parseMail: (raw: RawMail) => ParsedMail | Promise<ParsedMail>
}

/** Reads every source to its end and closes it. A mail that lies in several folders counts once, where it is met first. */
export async function* mailItems(
  sources: readonly FolderSource[],
  deps: MailItemDeps,
): AsyncIterable<ImportItem> {
  const seen = new Set<string>()
  const nothingKnown = async () => new Set<number>()
  for (const { source, folderOf } of sources) {
    try {
      for await (const batch of source.fetchNew(nothingKnown, { batchMails: BATCH_MAILS })) {
        for (const raw of batch) yield await mailItem(raw, folderOf(raw.location), seen, deps)
      }
    } finally {
      await source.close()
    }
  }
}

/** What the training should learn from: what the sender wrote, and what they passed on. A quoted mail may be about something else. */
export function learntText({ own, forwarded, quoted }: BodyText): string {
  const text = [own, forwarded].filter((part) => part.trim() !== '').join('\n\n')
  return text === '' ? quoted : text
}

// ---------------------------------------------------------------------------------------------------------------

async function mailItem(
  raw: RawMail,
  folder: string,
  seen: Set<string>,
  { labelOf, parseMail }: MailItemDeps,
): Promise<ImportItem> {
  const name = folderName(folder)
  const label = labelOf(name)
  if (label === undefined) return skipped(`no queue is known for the folder "${name}"`)
  if (seen.has(raw.id)) return skipped('the same mail a second time')
  seen.add(raw.id)
  const mail = await parseMail(raw)
  const trouble = mail.troubles.find(({ kind }) => kind === 'encrypted' || kind === 'too-large')
  if (trouble) return skipped(trouble.kind)
  if (mail.automatic) return skipped(`sent by a machine (${mail.automatic.kind})`)
  const { subject, date, language, messageId, references } = mail
  const thread = [...(messageId === undefined ? [] : [messageId]), ...references]
  const lang = language === 'und' ? undefined : language
  return labelledItem({ id: raw.id, label, subject, body: learntText(mail.body), date, lang, thread })
}
