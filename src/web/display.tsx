// Display: language, colours and single-key shortcuts, before and after the login, without script.
import { FormChoice, PageForm } from './page/form.js'
import {
  goTo,
  ownPath,
  type Page,
  type PageResult,
  type RequestContext,
  show,
  themes,
} from './request-context.js'
import { texts as everyText, languages } from './texts/texts.js'

export const displayPages = (): readonly Page[] => [
  { method: 'GET', path: '/look', roles: 'anyone', handler: showDisplay },
  { method: 'POST', path: '/look', roles: 'anyone', handler: saveDisplay },
]

/** A browser keeps a choice for a year. */
const YEAR_SECONDS = 365 * 24 * 60 * 60

// ---------------------------------------------------------------------------------------------------------------

function showDisplay(ctx: RequestContext): PageResult {
  const { texts, display } = ctx
  const t = texts.display
  return show(
    t.title,
    <>
      <h1>{t.title}</h1>
      <PageForm ctx={ctx} action="/look" class="narrow">
        <input type="hidden" name="to" value={ownPath(ctx.query.get('to'))} />
        <FormChoice
          name="language"
          legend={t.language}
          type="radio"
          options={languages.map((value) => ({ value, label: everyText[value].languageName }))}
          chosen={[display.language]}
        />
        <FormChoice
          name="theme"
          legend={t.theme}
          type="radio"
          options={themes.map((value) => ({ value, label: t.themes[value] }))}
          chosen={[display.theme]}
        />
        <FormChoice
          name="keys"
          legend={t.keys}
          hint={t.keysHint}
          type="radio"
          options={[
            { value: 'on', label: t.keysOn },
            { value: 'off', label: t.keysOff },
          ]}
          chosen={[display.hasKeys ? 'on' : 'off']}
        />
        <button type="submit" class="button button-primary">
          {t.save}
        </button>
      </PageForm>
    </>,
  )
}

function saveDisplay({ form, texts }: RequestContext): PageResult {
  const language = languages.find((one) => one === form.get('language'))
  const theme = themes.find((one) => one === form.get('theme'))
  const keys = form.get('keys') === 'off' ? 'off' : 'on'
  const chosen = { ...(language ? { language } : {}), ...(theme ? { theme } : {}), keys }
  const cookies = Object.entries(chosen).map(([name, value]) => ({
    name,
    value,
    maxAgeSeconds: YEAR_SECONDS,
  }))
  const t = language ? everyText[language].display.saved : texts.display.saved
  return { ...goTo(ownPath(form.get('to')), { kind: 'success', text: t }), cookies }
}
