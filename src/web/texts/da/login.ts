// Login og adgangskoder.

export const daLogin = {
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

  password: {
    hint: 'Mindst 12 tegn. Flere ord efter hinanden er lettere at huske end tegn og tal.',
    tooShort: 'Adgangskoden er for kort: den skal have mindst 12 tegn.',
    tooLong: 'Adgangskoden er for lang: den må højst have 200 tegn.',
    likeName: 'Adgangskoden må ikke være brugernavnet.',
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
}
