// The accessibility statement.
import type { Texts } from '../da.js'

export const enStatement: Texts['statement'] = {
  title: 'Accessibility statement',
  scope: (organisation) =>
    `${organisation} uses Postfordeler to sort enquiries. This statement is about Postfordeler's page for caseworkers.`,
  stateTitle: 'How accessible is the page?',
  state:
    'The page is designed to conform to WCAG 2.1 at levels A and AA. We know of no part that does not. What citizens write is shown as they sent it and may therefore not be accessible.',
  testsTitle: 'How this was tested',
  tests: [
    'Every page is tested automatically with axe against WCAG 2.1 A and AA, in light and dark colours, at a width of 320 pixels and at 400 % zoom.',
    'All tasks are tested by keyboard alone, and without JavaScript.',
    'Single-key shortcuts can be turned off under Display.',
  ],
  contactTitle: 'If something does not work for you',
  contact: (contact) => `Write to or call: ${contact}`,
  noContact: 'Contact the person responsible for the page where you work.',
  authority:
    'You can complain to the Danish Agency for Digital Government, which supervises web accessibility.',
}
