// Why a mail is on the list: warnings first, then the reason and the words that counted.
import { inWords } from '../../danish-time.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { Alert } from '../page/alert.js'
import { reasonInWords } from '../page/reason.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { EvidenceWords } from './evidence.js'

interface WhyProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly item: OpenItem
}

/** What to know before answering: it is urgent, it is gone, it is a blind sample. */
export const MailWarnings = ({ ctx, item }: Omit<WhyProps, 'services'>) => {
  const { mail: t, mustSee } = ctx.texts.work
  return (
    <>
      {item.mustSee.length > 0 && (
        <Alert ctx={ctx} kind="error" heading={t.mustSee}>
          {item.mustSee.map((kind) => mustSee[kind]).join('. ')}
        </Alert>
      )}
      {!item.mail.isInMailbox && (
        <Alert ctx={ctx} kind="warning" heading={t.gone}>
          {t.goneHint}
        </Alert>
      )}
      {item.isBlind && (
        <Alert ctx={ctx} kind="info" heading={t.blind}>
          {t.blindHint}
        </Alert>
      )}
    </>
  )
}

export const Why = ({ ctx, services, item }: WhyProps) => {
  const { mail: t } = ctx.texts.work
  const { reason, undone } = item
  if (reason === undefined && undone === undefined) return undefined
  return (
    <section class="why" aria-labelledby="why">
      <h2 id="why">{t.why}</h2>
      {reason && <p>{reasonInWords(reason, ctx.texts)}</p>}
      {undone && <p>{t.undone(undone.by, inWords(undone.at, ctx.texts.locale))}</p>}
      <EvidenceWords ctx={ctx} services={services} {...item} />
    </section>
  )
}
