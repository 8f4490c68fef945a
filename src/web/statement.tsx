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
      const said = texts.statement
      const { contact, organisation } = config.review
      return show(
        said.title,
        <article class="prose">
          <h1>{said.title}</h1>
          <p>{said.scope(organisation)}</p>
          <h2>{said.stateTitle}</h2>
          <p>{said.state}</p>
          <h2>{said.testsTitle}</h2>
          <ul>
            {said.tests.map((test) => (
              <li>{test}</li>
            ))}
          </ul>
          <h2>{said.contactTitle}</h2>
          <p>{contact === '' ? said.noContact : said.contact(contact)}</p>
          <p>{said.authority}</p>
        </article>,
      )
    },
  },
]
