// Brugerne og deres roller.

export const daUsers = {
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
}
