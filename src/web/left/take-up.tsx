// Taking up what was left: one mail by its button or key, or all that are ticked, with a result for each.
import { mayActOnLeft } from '../../desk/access.js'
import type { AnswerOutcome } from '../../desk/answer-shapes.js'
import type { FiledMail } from '../../desk/filed-shapes.js'
import { mailIdFrom } from '../../ids.js'
import { leftBySign } from '../../journey.js'
import { resultRow } from '../list/bulk.js'
import { PageForm } from '../page/form.js'
import { flashOf } from '../page/outcome-words.js'
import { DataTable } from '../page/table.js'
import {
  type Flash,
  goTo,
  NoSuchPage,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { leftFieldsOf, leftPathOf } from './query.js'

export async function takeUp(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, person, texts } = ctx
  if (!mayActOnLeft(person)) throw new NoSuchPage()
  const back = leftPathOf(leftFieldsOf(ctx.query, services.config))
  const one = form.get('one')
  const mails = (one === null ? form.getAll('item') : [one]).flatMap((id) => mailIdFrom(id) ?? [])
  const [first, second] = mails
  if (first === undefined) return goTo(back, { kind: 'warning', text: texts.left.bulkNothing })
  const outcomes = await services.desk.takeUp({ mails, token: form.get('once') ?? '' }, person)
  if (second !== undefined) return results(services, ctx, { outcomes, back })
  const [outcome] = outcomes
  if (outcome === undefined || outcome.kind === 'missing') throw new NoSuchPage()
  const flash = leadingBack(flashOf(outcome, { ctx, services }))
  return goTo(form.get('to') === 'find' ? `/find/${first}` : back, flash)
}

/** On the page of a mail that was left; nothing on any other. */
export const TakeUpPanel = ({
  ctx,
  services,
  filed: { mail, current },
}: {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filed: FiledMail
}) => {
  if (current === undefined || leftBySign(current.decision) === undefined) return undefined
  if (!mayActOnLeft(ctx.person)) return undefined
  const t = ctx.texts.left
  return (
    <PageForm ctx={ctx} action="/left" class="answer take-up">
      <input type="hidden" name="once" value={services.desk.newToken()} />
      <input type="hidden" name="to" value="find" />
      <p class="form-hint">{t.takeHint}</p>
      <button type="submit" name="one" value={mail.id} class="button button-primary" data-key="o">
        {t.take}
      </button>
    </PageForm>
  )
}

// ---------------------------------------------------------------------------------------------------------------

/** The undo leads back to what was left, not to the review list. */
const leadingBack = ({ action, ...flash }: Flash): Flash =>
  action ? { ...flash, action: { ...action, fields: { ...action.fields, to: 'left' } } } : flash

async function results(
  services: ReviewServices,
  ctx: PersonContext,
  { outcomes, back }: { readonly outcomes: readonly AnswerOutcome[]; readonly back: string },
): Promise<PageResult> {
  const { list: t } = ctx.texts.work
  const body = (
    <>
      <h1>{t.resultTitle}</h1>
      <DataTable
        caption={t.resultTitle}
        headings={[t.resultMail, t.result, t.resultUndo]}
        rows={await Promise.all(outcomes.map((outcome) => resultRow(services, ctx, outcome)))}
        hasRowHeadings
      />
      <p>
        <a class="button button-primary" href={back} data-key="t">
          {ctx.texts.left.back}
        </a>
      </p>
    </>
  )
  return show(t.resultTitle, body)
}
