// Display: language, colours and single-key shortcuts, before and after the login, without script.
import { Choice, Form } from './page/form.js'
import { type Answer, goTo, ownPath, type Page, show, themes, type Visit } from './request-context.js'
import { texts as everyText, languages } from './texts/texts.js'

export const lookPages = (): readonly Page[] => [
  { method: 'GET', path: '/look', roles: 'anyone', handler: showLook },
  { method: 'POST', path: '/look', roles: 'anyone', handler: saveLook },
]

/** A browser keeps a choice for a year. */
const yearSeconds = 365 * 24 * 60 * 60

// ---------------------------------------------------------------------------------------------------------------

function showLook(visit: Visit): Answer {
  const { texts, look } = visit
  const said = texts.look
  return show(
    said.title,
    <>
      <h1>{said.title}</h1>
      <Form visit={visit} action="/look" class="narrow">
        <input type="hidden" name="to" value={ownPath(visit.query.get('to'))} />
        <Choice
          name="language"
          legend={said.language}
          type="radio"
          options={languages.map((value) => ({ value, label: everyText[value].languageName }))}
          chosen={[look.language]}
        />
        <Choice
          name="theme"
          legend={said.theme}
          type="radio"
          options={themes.map((value) => ({ value, label: said.themes[value] }))}
          chosen={[look.theme]}
        />
        <Choice
          name="keys"
          legend={said.keys}
          hint={said.keysHint}
          type="radio"
          options={[
            { value: 'on', label: said.keysOn },
            { value: 'off', label: said.keysOff },
          ]}
          chosen={[look.hasKeys ? 'on' : 'off']}
        />
        <button type="submit" class="button button-primary">
          {said.save}
        </button>
      </Form>
    </>,
  )
}

function saveLook({ form, texts }: Visit): Answer {
  const language = languages.find((one) => one === form.get('language'))
  const theme = themes.find((one) => one === form.get('theme'))
  const keys = form.get('keys') === 'off' ? 'off' : 'on'
  const chosen = { ...(language ? { language } : {}), ...(theme ? { theme } : {}), keys }
  const cookies = Object.entries(chosen).map(([name, value]) => ({ name, value, maxAgeSeconds: yearSeconds }))
  const said = language ? everyText[language].look.saved : texts.look.saved
  return { ...goTo(ownPath(form.get('to')), { kind: 'success', text: said }), cookies }
}
