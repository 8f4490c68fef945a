// The accessibility statement.
import type { Texts } from '../da.js'

export const enStatement: Texts['statement'] = {
  title: 'Accessibility statement',
  scope: (organisation) =>
    `${organisation} uses Postfordeler to sort enquiries. This statement is about Postfordeler's page for caseworkers.`,
  stateTitle: 'How accessible is the page?',
  state:
    'The page is made to follow WCAG 2.1 at levels A and AA. We know of no part that does not. What citizens write is shown as they sent it, and so may not be accessible.',
  testsTitle: 'How this was examined',
  tests: [
    'Every page is tried automatically with axe against WCAG 2.1 A and AA, in light and dark colours, 320 pixels wide and enlarged four times.',
    'The work is gone through by keyboard alone, and without JavaScript.',
    'Single-key shortcuts can be switched off under Display.',
  ],
  contactTitle: 'When something does not work for you',
  contact: (contact) => `Write to or call: ${contact}`,
  noContact: 'Tell whoever is responsible for the page where you are.',
  authority:
    'You can complain to the Danish Agency for Digital Government, which supervises web accessibility.',
}
