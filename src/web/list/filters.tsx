// Narrowing the list: a search field, and the other filters folded away until they are used.
import type { ListFilter, Waiting } from '../../desk/list-shapes.js'
import { ages } from '../../desk/list-shapes.js'
import { Field } from '../page/form.js'
import { Select } from '../page/select.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { isNarrowed } from './filter.js'

interface FiltersProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filter: ListFilter
  /** The options, with their counts. */
  readonly waiting: Waiting
}

export const Filters = ({ ctx, services, filter, waiting }: FiltersProps) => {
  const t = ctx.texts.work.list
  const { text: _, mine: __, ...folded } = filter
  return (
    <search>
      <form method="get" action="/list" class="list-filters">
        {filter.state && <input type="hidden" name="state" value={filter.state} />}
        {filter.mine && <input type="hidden" name="mine" value="1" />}
        <div class="search-line">
          <Field name="text" label={t.search} type="search" value={filter.text ?? ''} isOptional />
          <button type="submit" class="button button-secondary">
            {t.submit}
          </button>
        </div>
        <details open={isNarrowed(folded) || undefined}>
          <summary>{t.filters}</summary>
          <div class="filters">
            {choices({ ctx, services, filter, waiting }).map((choice) => (
              <Select {...choice} />
            ))}
            <button type="submit" class="button button-secondary">
              {t.submit}
            </button>
          </div>
        </details>
      </form>
    </search>
  )
}

// ---------------------------------------------------------------------------------------------------------------

function choices({ ctx, services, filter, waiting }: FiltersProps): readonly Parameters<typeof Select>[0][] {
  const { list: t, reasonNames } = ctx.texts.work
  const all = { value: '', label: t.all }
  const { queues, mailboxes } = services.config
  const option = (value: string, name: string, count: number) => ({ value, label: `${name} (${count})` })
  const queueName = (key: string) => (key === 'none' ? t.noGuess : (queues[key]?.name ?? key))
  const countOf = (mailbox: string) => waiting.byMailbox.find((one) => one.mailbox === mailbox)?.count ?? 0
  return [
    {
      ...{ name: 'queue', label: t.queue, chosen: filter.queue ?? '' },
      options: [
        all,
        ...withChosen(
          waiting.byQueue,
          filter.queue && { queue: filter.queue, count: 0 },
          ({ queue }) => queue === filter.queue,
        ).map(({ queue, count }) => option(queue, queueName(queue), count)),
      ],
    },
    {
      ...{ name: 'reason', label: t.reason, chosen: filter.reason ?? '' },
      options: [
        all,
        ...withChosen(
          waiting.byReason,
          filter.reason && { reason: filter.reason, count: 0 },
          ({ reason }) => reason === filter.reason,
        ).map(({ reason, count }) => option(reason, reasonNames[reason], count)),
      ],
    },
    ...(mailboxes.length > 1
      ? [
          {
            ...{ name: 'mailbox', label: t.mailbox, chosen: filter.mailbox ?? '' },
            options: [all, ...mailboxes.map(({ name }) => option(name, name, countOf(name)))],
          },
        ]
      : []),
    {
      ...{ name: 'age', label: t.age, chosen: filter.age ?? '' },
      options: [
        all,
        ...ages.map((age) =>
          option(age, t.ages[age], waiting.byAge.find((one) => one.age === age)?.count ?? 0),
        ),
      ],
    },
  ]
}

/** The chosen option stays visible even when nothing matches it any more. */
const withChosen = <Count extends { readonly count: number }>(
  counts: readonly Count[],
  chosen: Count | undefined,
  isSame: (one: Count) => boolean,
): readonly Count[] => (chosen === undefined || counts.some(isSame) ? counts : [...counts, chosen])
