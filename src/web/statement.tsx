// The accessibility statement for installations that have none of their own to link to.
import type { Page, ReviewServices } from './request-context.js'
import { show } from './request-context.js'

export const statementPath = '/accessibility'

export const statementPages = ({ config }: Pick<ReviewServices, 'config'>): readonly Page[] => [
  {
    method: 'GET',
    path: statementPath,
    roles: 'anyone',
    handler: ({ texts }) => {
      const t = texts.statement
      const { contact, organisation } = config.review
      return show(
        t.title,
        <article class="prose">
          <h1>{t.title}</h1>
          <p>{t.scope(organisation)}</p>
          <h2>{t.stateTitle}</h2>
          <p>{t.state}</p>
          <h2>{t.testsTitle}</h2>
          <ul>
            {t.tests.map((test) => (
              <li>{test}</li>
            ))}
          </ul>
          <h2>{t.contactTitle}</h2>
          <p>{contact === '' ? t.noContact : t.contact(contact)}</p>
          <p>{t.authority}</p>
        </article>,
      )
    },
  },
]
