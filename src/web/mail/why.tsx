// Why a mail is on the list: what must be known first, the reason, and the words that counted.
import type { OpenItem } from '../../desk/mail-shapes.js'
import { inWords } from '../local-time.js'
import { Alert } from '../page/alert.js'
import { reasonInWords } from '../page/reason.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { EvidenceWords } from './evidence.js'

interface WhyProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly item: OpenItem
}

/** What must be known before anything is answered: it is urgent, it is gone, it is a blind sample. */
export const Warnings = ({ visit, item }: Omit<WhyProps, 'services'>) => {
  const { mail: said, mustSee } = visit.texts.work
  return (
    <>
      {item.mustSee.length > 0 && (
        <Alert visit={visit} kind="error" heading={said.mustSee}>
          {item.mustSee.map((kind) => mustSee[kind]).join('. ')}
        </Alert>
      )}
      {!item.mail.isInMailbox && (
        <Alert visit={visit} kind="warning" heading={said.gone}>
          {said.goneHint}
        </Alert>
      )}
      {item.isBlind && (
        <Alert visit={visit} kind="info" heading={said.blind}>
          {said.blindHint}
        </Alert>
      )}
    </>
  )
}

export const Why = ({ visit, services, item }: WhyProps) => {
  const { mail: said } = visit.texts.work
  const { reason, undone } = item
  if (reason === undefined && undone === undefined) return undefined
  return (
    <section class="why" aria-labelledby="why">
      <h2 id="why">{said.why}</h2>
      {reason && <p>{reasonInWords(reason, visit.texts)}</p>}
      {undone && <p>{said.undone(undone.by, inWords(undone.at, visit.texts.locale))}</p>}
      <EvidenceWords visit={visit} services={services} {...item} />
    </section>
  )
}
