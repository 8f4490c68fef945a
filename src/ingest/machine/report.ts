// Delivery reports and receipts. The proof is the report's type, or for servers that write plain text a sender that can only be a mail
// server's, no envelope sender, and the shape of a report: status codes, failed addresses, the mail that came back.
import type { Automatic } from '../../journey.js'
import { type Clues, envelopeSender, folded } from './clues.js'
import { asksSomething, holdsPersonsWords, isForm, repliesElsewhere } from './persons-words.js'
import { splitReport } from './returned-mail.js'

export function reportOf(clues: Clues): Automatic | undefined {
  if (clues.isForward) return undefined
  const [outermost = ''] = clues.partTypes
  const hasPart = (pattern: RegExp) => clues.partTypes.some((type) => pattern.test(type))
  const isReport = outermost.startsWith('multipart/report')
  if (isReport && hasPart(DISPOSITION) && !hasPart(DELIVERY)) return { kind: 'receipt', sign: 'report-type' }
  // A list or a virus scanner may have put a report into a wrapping of its own.
  if (hasPart(DELIVERY) && (isReport || envelopeSender(clues) === 'none'))
    return { kind: 'bounce', sign: 'report-type' }
  if (hasReceiptShape(clues)) return { kind: 'receipt', sign: 'report-shape' }
  return hasReportShape(clues) ? { kind: 'bounce', sign: 'report-shape' } : undefined
}

// ---------------------------------------------------------------------------------------------------------------

const DISPOSITION = /^message\/(?:global-)?disposition-notification\b/
const DELIVERY = /^message\/(?:global-)?delivery-status\b/

function hasReportShape(clues: Clues): boolean {
  const envelope = envelopeSender(clues)
  if (envelope === 'somebody' || repliesElsewhere(clues) || isForm(clues.text)) return false
  const { above, returned } = splitReport(clues.text)
  const subject = folded(clues.subject)
  const text = folded(above)
  const hasStructure =
    returned !== '' ||
    STATUS.test(text) ||
    hasAddress(text) ||
    clues.header('x-failed-recipients') !== undefined
  const saysFailure = FAILURE.test(text)
  if (envelope === 'none' && isDaemon(clues) && (saysFailure || FAILURE.test(subject))) return true
  if (!hasStructure) return false
  if (envelope === 'none')
    return isMailServer(clues)
      ? saysFailure || FAILURE.test(subject)
      : saysFailure && FAILURE.test(subject) && !asksSomething(above)
  // Where the envelope is not known (exported mail), everything else must fit, and nobody has signed it.
  const isSigned = clues.body.signature.trim() !== ''
  return isMailServer(clues) && saysFailure && FAILURE.test(subject) && !isSigned && !asksSomething(above)
}

/** A receipt that says in text alone that our mail was read or has arrived. */
function hasReceiptShape(clues: Clues): boolean {
  if (envelopeSender(clues) !== 'none' || clues.body.own.length > LONGEST_RECEIPT) return false
  const isReceipt = RECEIPT.test(folded(clues.subject)) && WAS_READ.test(folded(clues.body.own))
  return isReceipt && !holdsPersonsWords(clues) && !asksSomething(clues.body.own)
}

/** Characters. */
const LONGEST_RECEIPT = 1_000
const RECEIPT =
  /^(?:ikke læst|læst|leveret|not read|read|delivered|lest|läst|gelesen|lu|leído|przeczytano|return receipt|read receipt|kvittering for læsning)(?: \([^)]{1,30}\))? ?[:–-]/
const WAS_READ =
  /(?:meddelelse|besked|mail|message|nachricht|meddelande|mensaje|wiadomość)[^?]{0,300} (?:blev|er|ble|was|has been|is|wurde|har|a été|fue|została) (?:[^\s?]{1,20} ){0,3}(?:læst|lest|läst|läses|vist|åbnet|leveret|slettet|read|displayed|opened|delivered|deleted|gelesen|angezeigt|zugestellt|lu|affiché|leído|przeczytana)/

/** A name that only programs have. */
const isDaemon = ({ from }: Clues): boolean =>
  /^(?:mailer-?daemon|mail-?daemon)(?:@|$)/.test(from?.address ?? '')

/** A sender that no person has. Some reports have none at all. */
const isMailServer = ({ from }: Clues): boolean =>
  from === undefined ||
  from.address === '' ||
  /^(?:mailer-?daemon|mail-?daemon|mail-?delivery|mdaemon|postmaster|bounces?|microsoftexchange[0-9a-f]{8,40})(?:[+.=-][^@]{0,100})?(?:@|$)/.test(
    from.address,
  )

/** Enhanced status codes (RFC 3463), or an SMTP reply with its number. */
const STATUS =
  /(?:^|[^\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)|(?:^|[^\d])(?:4[2-5]\d|5[0-5]\d)[ -][\p{L}#<(]/u

const hasAddress = (text: string): boolean => /[^\s<>@]{1,64}@[^\s<>@]{1,255}/.test(text.slice(0, 5_000))

const FAILURE = new RegExp(
  [
    "could not be delivered|couldn't be delivered|(?:not|cannot) be delivered|undeliver|(?:wasn't|not) able to deliver|unable to deliver|delivery (?:has )?failed|delivery to the following|delivery (?:status notification|failure|error|delayed|is delayed|report)|permanent (?:fatal )?(?:error|failure)|failed permanently|returned (?:to sender|mail)|failure notice|failed recipient|could not send message|has been delayed|delayed mail|message (?:\\S{1,40} )?delayed|not (?:yet )?been delivered|(?:mailbox|inbox) (?:is )?(?:full|over)|quota exceeded|over quota|user unknown|unknown user|no such user|recipient (?:address )?rejected|address (?:not found|rejected)|does ?n[o']t exist|not listed in|non-delivery|rejected (?:your|the) message",
    'kunne ikke (?:blive )?lever|kan ikke (?:blive )?lever|(?:ikke|blev ikke) (?:blevet )?leveret|levering(?:en)? (?:mislykkedes|fejlede|er forsinket)|leveringsfejl|(?:post|ind)(?:kassen?|bakken?) er fuld|(?:findes|eksisterer) ikke|ukendt modtager|returneret til afsender',
    'kunde inte (?:leverer|skick)|kan inte leverer|gick inte att leverera|olevererbar|(?:brevlådan?|inkorgen?) är full|(?:postboksen?|innboksen?|postkassen?) er full|ikke levert|finnes ikke|finns inte',
    'konnte(?:n)? nicht (?:zugestellt|übermittelt|ausgeliefert)|unzustellbar|nicht zugestellt|zustellung(?: \\p{L}+)? fehlgeschlagen|postfach (?:ist )?voll|unbekannter empfänger',
    "n'a pas pu être|n'ont pas pu être|non (?:remis|distribu|délivr)|échec de (?:la )?(?:remise|distribution)|boîte (?:aux lettres |de réception )?(?:est )?pleine",
    'no se (?:pudo|ha podido|puede|pudieron) entregar|no (?:ha sido )?entregado|error de entrega|buzón (?:de correo )?(?:está )?lleno',
    'nie (?:mog|moż|został|udało)[^.]{0,40}(?:dostarcz|doręcz)|niedostarcz|niedoręcz|skrzynka[^.]{0,30}(?:pełna|przepełniona)',
    'kon(?:den)? niet worden (?:bezorgd|afgeleverd)|onbestelbaar|impossibile recapitare|ei voitu toimittaa',
  ].join('|'),
  'u',
)
