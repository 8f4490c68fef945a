// Hvad der kom ud af et svar.

export const daOutcome = {
  undo: 'Fortryd',
  queue: (queue: string) => `Lagt i ${queue}.`,
  'not-ours': (what: string) => `Svaret er gemt: ikke til os (${what}). Mailen bliver i indbakken.`,
  later: (moment: string) => `Udsat til ${moment}.`,
  closed: 'Sagen er lukket.',
  takenUp: 'Mailen er taget op og venter på listen.',
  filing: {
    pending: 'Postkassen er optaget lige nu, så mailen flyttes om lidt. Svaret er gemt.',
    gone: 'Mailen lå ikke længere i postkassen. Svaret er gemt, og sagen er lukket.',
    failed:
      'Svaret er gemt, men mailen kunne ikke flyttes. Driften kan se hvorfor; flyt den selv, hvis det haster.',
  },
  last: 'Det var den sidste.',
  missing: 'Mailen er ikke på listen, eller du må ikke se den.',
  refused: {
    'nothing-to-confirm': 'Der er intet forslag at bekræfte. Vælg en kø.',
    'unknown-queue': 'Vælg en kø. Der er ikke gemt noget.',
    'bad-time': 'Det tidspunkt er passeret. Vælg et andet. Der er ikke gemt noget.',
    'bad-token': 'Formularen hører til et andet svar. Der er ikke gemt noget: prøv igen herfra.',
    'too-many': 'Der kan højst svares på 100 mails på én gang. Der er ikke gemt noget.',
  },
  choose: 'Vælg et svar. Der er ikke gemt noget.',
  conflictTitle: (name: string) => `${name} var hurtigere`,
  conflict: 'Dit svar er ikke gemt, og der er ikke ændret noget.',
  answeredTitle: 'Mailen er besvaret',
  program: 'Programmet',
  settled: {
    queue: (name: string, queue: string) => `${name} lagde mailen i ${queue}`,
    'not-ours': (name: string, what: string) => `${name} svarede: ikke til os (${what})`,
    later: (name: string, moment: string) => `${name} udsatte mailen til ${moment}`,
    undone: (name: string) => `${name} tog et svar tilbage`,
    review: (name: string) => `${name} satte mailen på listen igen`,
    closed: (name: string) => `${name} lod mailen ligge`,
  },
  ago: (span: string) => `for ${span} siden`,
  openAgain: 'Åbn mailen igen',
  lookUp: 'Se, hvor den ligger',
  next: 'Næste mail',
  leftAgain: 'Mailen er ladt ligge igen, som før den blev taget op.',
  undone: 'Svaret er taget tilbage. Mailen ligger, hvor den lå før.',
  backInQueue: (queue: string) => `Svaret er taget tilbage. Mailen ligger igen i ${queue}.`,
  queueTaken: (queue: string, name: string) =>
    `${name} i ${queue} har den allerede i hånden: sig det til dem.`,
  queueDone: (queue: string, name: string) =>
    `${name} i ${queue} er allerede færdig med den: sig det til dem.`,
  queueSomebody: 'Nogen',
  undoConflict: (what: string) =>
    `Der kan ikke fortrydes, for der er sket noget siden: ${what}. Intet er ændret.`,
  nothingToUndo: 'Der er ikke noget at fortryde.',
}
