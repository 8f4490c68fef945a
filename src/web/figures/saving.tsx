// The saving: an estimate, with every step of the calculation and what it leaves out.
import type { Config } from '../../config/schema.js'
import type { Figures } from '../../desk/figures-shapes.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { amount, count, share } from './format.js'

interface SavingProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly figures: Figures
}

export const SavingPanel = ({ ctx, services, figures }: SavingProps) => {
  const { texts } = ctx
  const t = texts.figures
  const { blind } = figures.total
  return (
    <section class="saving" aria-labelledby="saving">
      <h2 id="saving">{t.savingTitle}</h2>
      <dl class="sums">
        {sumsOf(figures, services.config.review.costs, texts).map(({ name, result, sum }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <strong>{result}</strong> <span class="quiet">{sum}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p>{rateInWords(services.config.review.costs, texts)}</p>
      <p>{t.savingCaveat}</p>
      <p>
        {blind.n === 0
          ? t.savingUnmeasured
          : t.savingErrors(share(blind.low, texts), share(blind.high, texts))}
      </p>
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

type Costs = Config['review']['costs']

function sumsOf({ total, saving }: Figures, costs: Costs, texts: PersonContext['texts']) {
  const t = texts.figures
  const [mails, hours, kroner] = [
    count(saving.mails, texts),
    about(saving.hours, texts),
    about(saving.kroner, texts),
  ]
  return [
    {
      name: t.savingMails,
      result: t.mails(mails),
      sum: `${count(total.filedAlone, texts)} − ${count(total.overridden, texts)} = ${mails}`,
    },
    {
      name: t.savingHours,
      result: t.hours(hours),
      sum: t.savingHoursSum(mails, amount(costs.sortMinutes, texts), hours),
    },
    {
      name: t.savingMoney,
      result: t.kroner(kroner),
      sum: t.savingMoneySum(hours, count(rateOf(costs), texts), kroner),
    },
  ]
}

/** Two significant digits: more would make an estimate look like a measurement. */
const about = (value: number, texts: PersonContext['texts']): string =>
  amount(Number(value.toPrecision(2)), texts)

/** Kroner per hour. */
const rateOf = ({ enquiry, enquiryMinutes }: Costs): number => (enquiry / enquiryMinutes) * 60

const rateInWords = (costs: Costs, texts: PersonContext['texts']): string =>
  texts.figures.savingRate(
    amount(costs.enquiry, texts),
    amount(costs.enquiryMinutes, texts),
    count(rateOf(costs), texts),
  )
