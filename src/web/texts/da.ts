// Siden på dansk. Ordene er dem i docs/glossary.md; hvad der tæller noget, er funktioner.

import { daAuditLog } from './da/audit-log.js'
import { daFigures } from './da/figures.js'
import { daFind } from './da/find.js'
import { daKeys } from './da/keys.js'
import { daLeft } from './da/left.js'
import { daList } from './da/list.js'
import { daLogin } from './da/login.js'
import { daMail } from './da/mail.js'
import { daOutcome } from './da/outcome.js'
import { daReasons } from './da/reasons.js'
import { daStatement } from './da/statement.js'
import { daUsers } from './da/users.js'

export const da = {
  languageName: 'Dansk',
  locale: 'da-DK',
  product: 'Postfordeler',
  skip: 'Gå til sidens indhold',
  reference: (number: string) => `Henvisningsnummer: ${number}`,

  sections: {
    label: 'Sektioner',
    list: 'Gennemsyn',
    find: 'Find mail',
    figures: 'Tal',
    auditLog: 'Revisionsspor',
    users: 'Brugere',
  },

  display: {
    title: 'Visning',
    language: 'Sprog',
    theme: 'Farver',
    themes: { auto: 'Som på min computer', light: 'Lys', dark: 'Mørk' },
    keys: 'Genvejstaster med ét tegn',
    keysOn: 'Slået til',
    keysOff: 'Slået fra',
    keysHint: 'Slå dem fra, hvis du bruger talestyring eller rammer dem ved et uheld.',
    save: 'Gem visning',
    saved: 'Visningen er gemt.',
  },

  errors: {
    notFound: 'Siden findes ikke',
    notFoundHint: 'Adressen er forkert, eller det, den viste, findes ikke mere.',
    forbidden: 'Det må du ikke her',
    forbiddenHint:
      'Din rolle giver ikke adgang til denne side. Tal med administratoren, hvis du skal bruge den.',
    form: 'Formularen er ikke længere gyldig',
    formHint:
      'Den blev sendt fra en gammel side, fra et andet vindue eller efter at du blev logget ud. Der er ikke gemt noget. Gå tilbage, genindlæs siden, og prøv igen.',
    loggedOut: 'Du er blevet logget ud',
    loggedOutHint: 'Det, du lige sendte, er ikke gemt. Log ind, og gør det igen.',
    tooMany: 'For mange forsøg',
    tooManyHint: 'Vent et par minutter, og prøv så igen.',
    bad: 'Forespørgslen kan ikke læses',
    badHint: 'Der er ikke gemt noget. Gå tilbage, og prøv igen.',
    fault: 'Der skete en fejl',
    faultHint:
      'Fejlen er skrevet i loggen. Det, du lige gjorde, er muligvis ikke gemt: se efter, før du gør det igen.',
    home: 'Til forsiden',
    back: 'Tilbage',
  },

  footer: {
    label: 'Sidefod',
    accessibility: 'Tilgængelighedserklæring',
  },

  ...daLogin,
  ...daUsers,
  auditLog: daAuditLog,
  statement: daStatement,
  find: daFind,
  left: daLeft,
  figures: daFigures,

  work: {
    justNow: 'under et minut',
    list: daList,
    ...daMail,
    outcome: daOutcome,
    ...daReasons,
    keys: daKeys,
  },
}

/** The shape of every catalogue: a key that another language lacks does not compile. */
export type Texts = typeof da
