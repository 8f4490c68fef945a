// Siden på dansk. Ordene er dem i docs/glossary.md; hvad der tæller noget, er funktioner.
import { daWork } from './da-work.js'

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
    trail: 'Revisionsspor',
    users: 'Brugere',
  },

  work: daWork,

  look: {
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

  account: {
    title: 'Min konto',
    open: (name: string) => `Min konto, ${name}`,
    roles: 'Roller',
    departments: 'Køer',
    allDepartments: 'Alle køer',
    logOut: 'Log ud',
    password: 'Skift adgangskode',
    oldPassword: 'Nuværende adgangskode',
    newPassword: 'Ny adgangskode',
    newPasswordAgain: 'Ny adgangskode igen',
    change: 'Skift adgangskode',
    changed: 'Adgangskoden er skiftet. Du er logget ud alle andre steder.',
    wrongOld: 'Den nuværende adgangskode er forkert.',
    unlike: 'De to nye adgangskoder er ikke ens.',
    elsewhere: 'Din adgangskode hører til kommunens login og skiftes der.',
  },

  roles: {
    caseworker: 'Sagsbehandler',
    lead: 'Teamleder',
    data: 'Data',
    admin: 'Administrator',
    auditor: 'Revisor',
  },
  roleHints: {
    caseworker: 'læser og besvarer de mails, der venter',
    lead: 'ser køernes tal og kan også besvare',
    data: 'ser tallene og de fordelte mails',
    admin: 'styrer brugere; læser ingen mails',
    auditor: 'læser revisionssporet; læser ingen mails',
  },

  login: {
    title: 'Log ind',
    name: 'Brugernavn',
    password: 'Adgangskode',
    submit: 'Log ind',
    or: 'eller',
    wrong:
      'Brugernavn og adgangskode passer ikke sammen. Prøv igen, eller bed din administrator om en ny adgangskode.',
    tooMany: (minutes: number) => `Der er prøvet for mange gange. Vent ${minutes} minutter, og prøv så igen.`,
    first: 'Log ind for at se den side.',
    loggedOut: 'Du er logget ud.',
    expired: 'Du har ikke brugt siden et stykke tid, så du er logget ud. Log ind igen for at fortsætte.',
    noWay:
      'Der er ingen måde at logge ind på: konfigurationen har hverken lokale konti eller kommunens login.',
  },

  oidc: {
    failed: 'Loginnet hos kommunen lykkedes ikke',
    failedHint: 'Prøv igen. Bliver det ved, så giv din it-afdeling henvisningsnummeret.',
    noRole: 'Du har ingen adgang her',
    noRoleHint:
      'Du er logget ind hos kommunen, men du er ikke med i en gruppe, der må bruge denne side. Tal med din leder.',
    closed: 'Din konto er lukket på denne side. Tal med administratoren.',
    nameTaken:
      'Der findes allerede en lokal konto med dit brugernavn. Administratoren skal fjerne den, før du kan logge ind.',
    unreachable: 'Kommunens login svarer ikke lige nu',
    again: 'Prøv igen',
    leaving: 'Du er logget ud her og sendes videre for at blive logget ud hos kommunen.',
    goOn: 'Fortsæt til kommunens login',
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

  password: {
    hint: 'Mindst 12 tegn. Flere ord efter hinanden er lettere at huske end tegn og tal.',
    tooShort: 'Adgangskoden er for kort: den skal have mindst 12 tegn.',
    tooLong: 'Adgangskoden er for lang: den må højst have 200 tegn.',
    likeName: 'Adgangskoden må ikke være brugernavnet.',
  },

  users: {
    title: 'Brugere',
    add: 'Opret bruger',
    create: 'Opret bruger',
    displayName: 'Navn',
    login: 'Login',
    lastLogin: 'Sidst logget ind',
    never: 'Aldrig',
    sources: { local: 'Adgangskode her', oidc: 'Kommunens login' },
    nameHint:
      'Bogstaver, tal og tegnene . _ - + @. Det er det navn, der står i revisionssporet, og det kan ikke ændres.',
    badName:
      'Brugernavnet kan ikke bruges: det skal begynde med et bogstav eller tal, og det må ikke have mellemrum eller være "program".',
    taken: 'Der er allerede en bruger med det navn.',
    noRole: 'Vælg mindst én rolle.',
    scope: 'Hvilke mails må brugeren se?',
    some: 'Kun mails til de køer, der er sat kryds ved',
    departmentsHint: 'Bruges kun, når brugeren ikke må se alle køer.',
    state: 'Adgang',
    open: 'Åben',
    closed: 'Lukket',
    closedHint: 'brugeren logges ud og kan ikke logge ind',
    save: 'Gem',
    fromGroups:
      'Brugeren logger ind hos kommunen. Roller og køer følger grupperne der og kan ikke ændres her; adgangen kan lukkes.',
    setPassword: 'Sæt ny adgangskode',
    remove: 'Fjern bruger',
    removeHint:
      'Brugeren kan ikke logge ind mere. Det, brugeren har gjort, bliver stående i revisionssporet.',
    ownAdmin:
      'Du kan ikke tage administratorrollen fra dig selv eller lukke din egen adgang. Bed en anden administrator om det.',
    ownRemoval: 'Du kan ikke fjerne dig selv. Bed en anden administrator om det.',
    added: (name: string) => `${name} er oprettet.`,
    changed: (name: string) => `${name} er ændret.`,
    removed: (name: string) => `${name} er fjernet.`,
    passwordSet: (name: string) => `${name} har fået en ny adgangskode og er logget ud alle steder.`,
  },

  trail: {
    title: 'Revisionsspor',
    number: 'Nr.',
    at: 'Tid',
    person: 'Person',
    program: 'Programmet',
    action: 'Handling',
    mail: 'Mail',
    details: 'Nærmere',
    from: 'Fra dato',
    to: 'Til og med dato',
    filter: 'Vis',
    none: 'Der er ingen linjer, der passer.',
    noSuchMail:
      'Der er ingen mail, eller flere end én, hvis nummer begynder sådan. Skriv de første 12 tegn af nummeret.',
    older: 'Ældre linjer',
    actions: {
      received: 'modtog',
      decided: 'afgjorde',
      delivered: 'leverede',
      answered: 'besvarede',
      viewed: 'så',
      undone: 'fortrød',
      moved: 'flyttede',
      'put-off': 'udsatte',
      'brought-back': 'hentede frem igen',
      queued: 'lagde i kø',
      'queue-taken': 'tog fra kø',
      'queue-done': 'gjorde færdig',
      forgotten: 'glemte teksten',
      promoted: 'satte model i drift',
      'tried-again': 'prøver igen',
      'delivery-called-off': 'opgav levering',
      'logged-in': 'loggede ind',
      'logged-out': 'loggede ud',
      'login-failed': 'login mislykkedes',
      'account-added': 'oprettede bruger',
      'account-changed': 'ændrede bruger',
      'account-removed': 'fjernede bruger',
    },
  },

  statement: {
    title: 'Tilgængelighedserklæring',
    scope: (organisation: string) =>
      `${organisation} bruger Postfordeler til at fordele henvendelser. Denne erklæring gælder for Postfordelers side til sagsbehandlere.`,
    stateTitle: 'Hvor tilgængelig er siden?',
    state:
      'Siden er lavet, så den skal overholde WCAG 2.1 på niveau A og AA. Vi kender ingen dele, der ikke gør det. Indholdet af borgernes mails vises, som det blev sendt, og kan derfor være utilgængeligt.',
    testsTitle: 'Sådan er det undersøgt',
    tests: [
      'Hver side prøves automatisk med axe mod WCAG 2.1 A og AA, i lyse og mørke farver, på 320 punkters bredde og forstørret fire gange.',
      'Arbejdet gennemføres alene med tastatur, og uden JavaScript.',
      'Genveje med ét tegn kan slås fra under Visning.',
    ],
    contactTitle: 'Når noget ikke virker for dig',
    contact: (contact: string) => `Skriv eller ring til: ${contact}`,
    noContact: 'Sig det til den, der er ansvarlig for siden hos dig.',
    authority: 'Du kan klage til Digitaliseringsstyrelsen, som fører tilsyn med webtilgængelighed.',
  },
}

/** The shape of every catalogue: a key that another language lacks does not compile. */
export type Texts = typeof da
