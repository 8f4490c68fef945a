// Teamlederens tal: om køer og uger, aldrig om personer.
const mails = (count: string): string => (count === '1' ? '1 mail' : `${count} mails`)

export const daFigures = {
  title: 'Tal',
  period: (first: string, last: string) =>
    `${first} til ${last}. Tallene er om køer og uger, aldrig om personer.`,
  weekOf: (week: string, year: string) => `uge ${week}, ${year}`,
  week: (week: string) => `Uge ${week}`,
  weeks: 'Periode',
  lastWeeks: (count: number) => (count === 1 ? 'Denne uge' : `De seneste ${count} uger`),
  queue: 'Kø',
  allQueues: 'Alle køer',
  noGuess: 'Uden forslag',
  submit: 'Vis',
  csv: 'Hent som CSV til regneark',
  empty: 'Der er ingen tal for den periode endnu. De kommer, når programmet har set den første mail.',

  filedAlone: 'Fordelt alene',
  blindError: 'Fejl i blind stikprøve',
  leftError: 'Overset i det, der blev ladt ligge',
  overridden: 'Flyttet bagefter',
  byPeople: 'Lagt af mennesker',
  waiting: 'Venter',
  total: 'I alt',
  tiles: {
    filedAlone: 'lagt i en kø uden en person',
    blindError: (wrong: string, n: string) => `${wrong} forkerte af ${n} besvarede`,
    blindNone: 'ingen er besvaret endnu',
    leftError: (wrong: string, n: string) => `med 95 % sikkerhed. ${wrong} af ${n} svar fandt noget til os`,
    atMost: (share: string) => `højst ${share}`,
    overridden: 'som mennesker siden har lagt et andet sted hen',
    byPeople: 'lagt i en kø af en person',
    waiting: 'mails fra perioden, som ingen har taget endnu',
  },
  interval: (low: string, high: string) => `${low} til ${high}`,
  intervalHint: 'Det sande tal ligger med 95 % sikkerhed i det spænd.',
  notMeasured: 'Ikke målt',

  closedTitle: 'Køer, der er lukket for automatisk fordeling',
  closed: (queue: string, moment: string) => `${queue}, siden ${moment}`,
  closedWhy: (wrong: string, n: string, promised: string) =>
    `${wrong} af ${n} blinde svar var forkerte; løftet er højst ${promised}.`,
  closedHint:
    'Mail til dem går til gennemsyn. Driften åbner en kø igen med "postfordeler queue open", når årsagen er fundet.',
  threadsClosedTitle: 'Svar lægges ikke i deres tråds kø',
  threadsClosed: (moment: string) => `Siden ${moment}`,
  threadsClosedHint:
    'Svarene går til gennemsyn, når modellen ikke er sikker på samme kø. Driften åbner igen med "postfordeler queue open --threads", når årsagen er fundet.',
  driftTitle: (week: string) => `Uge ${week} lignede ikke ugerne før`,
  drift: {
    novelty: (now: string, before: string) =>
      `${now} af mailene lignede ikke noget, modellen har lært, mod ${before} før: et nyt emne eller en ny slags afsender. Se på dem, og træn igen, hvis det bliver ved.`,
    overrides: (now: string, before: string) =>
      `Mennesker flyttede ${now} af de fordelte mails, mod ${before} før: modellen tager oftere fejl, eller afdelingerne er lavet om.`,
    unknown: (now: string, before: string) =>
      `${now} af ordene i mailene er ukendte for modellen, mod ${before} før: træn igen med nyere mail.`,
    queue: (queue: string, now: string, before: string) =>
      `${queue} fik ${now} af mailene, mod ${before} før: en sæson, en kampagne eller mail, som modellen forveksler.`,
  },

  flowTitle: 'Uge for uge',
  flowDescription: (weeks: string, filed: string, byPeople: string, waiting: string) =>
    `Søjlediagram over ${weeks} uger: ${filed} fordelt alene, ${byPeople} lagt af mennesker, ${waiting} venter. Tallene står i tabellen under billedet.`,
  column: (week: string, filed: string, byPeople: string, waiting: string) =>
    `${week}: ${filed} fordelt alene, ${byPeople} lagt af mennesker, ${waiting} venter`,
  flowTable: 'Tallene uge for uge',
  errorTitle: 'Hvor ofte tager programmet fejl?',
  errorHint:
    'Målt i den blinde stikprøve: mails, som programmet har fordelt, og som en person også har lagt uden at se hvor. Punktet er det, der er målt; stregen er, hvor det sande tal ligger med 95 % sikkerhed; mærket er løftet.',
  verdict: {
    kept: (guarantee: string) => `under løftet på ${guarantee}`,
    broken: (guarantee: string) => `over løftet på ${guarantee}`,
    open: (guarantee: string) => `endnu ikke sikkert under løftet på ${guarantee}`,
  },
  errorTable: 'Fejlen kø for kø',
  errorNone: 'Ingen i den blinde stikprøve er besvaret i perioden, så fejlen er ikke målt.',
  leftMail: 'Ladt ligge',
  leftTitle: 'Blev noget overset i det, der blev ladt ligge?',
  leftHint:
    'Mails fra maskiner (autosvar, kvitteringer, fejlmeldinger) lader programmet ligge. Nogle af dem vises i den blinde stikprøve, så en person kan sige, om der er noget til os i dem, uden at se, at de var ladt ligge. Ens mails tæller som én.',
  leftNone: (waiting: string) => `Ingen er besvaret endnu, så det er ikke målt. ${waiting} venter på svar.`,
  leftBound: (high: string, wrong: string, n: string, waiting: string) =>
    `Højst ${high} er ladt ligge med urette. Det er 95 % sikkert, hvor tit man end ser efter. ${wrong} af ${n} svar fandt noget til os; ${waiting} venter på svar og tæller ikke med.`,
  leftTable: 'Svarene om det, der blev ladt ligge, uge for uge',
  leftWrong: 'Noget til os',
  spread: '95 % sikkerhed',
  promise: 'Løfte',
  answered: 'Besvarede',
  wrong: 'Forkerte',
  share: 'Fejl',
  queuesTitle: 'Kø for kø',
  queuesHint: 'Vælg en kø for at se dens uger.',

  savingTitle: 'Sparet tid og penge: et overslag',
  mails,
  hours: (hours: string) => `Omkring ${hours} timer`,
  kroner: (kroner: string) => `Omkring ${kroner} kr.`,
  savingMails: 'Fordelt alene og ikke flyttet siden',
  savingHours: 'Sparet tid til at finde den rette kø',
  savingHoursSum: (rest: string, minutes: string, hours: string) =>
    `${rest} × ${minutes} minutter ≈ ${hours} timer`,
  savingMoney: 'Det svarer til',
  savingMoneySum: (hours: string, rate: string, kroner: string) =>
    `${hours} timer × ${rate} kr. ≈ ${kroner} kr.`,
  savingRate: (enquiry: string, minutes: string, rate: string) =>
    `Timeprisen på ${rate} kr. kommer af, at en henvendelse koster ${enquiry} kr. og tager ${minutes} minutter.`,
  savingCaveat:
    'Det er et regnestykke, ikke en måling. Minutter og priser er konfigurationens (review.costs): skriv jeres egne der, når I har målt dem.',
  savingErrors: (low: string, high: string) =>
    `Mails, der ligger forkert, uden at nogen har opdaget det, er talt med som sparet. Efter den blinde stikprøve er det ${low} til ${high} af de fordelte.`,
  savingUnmeasured:
    'Mails, der ligger forkert, uden at nogen har opdaget det, er talt med som sparet. Hvor mange det er, er ikke målt i perioden.',

  columns: {
    queue: 'Kø',
    week: 'Uge',
    filedAlone: 'Fordelt alene',
    overridden: 'Flyttet bagefter',
    byPeople: 'Lagt af mennesker',
    waiting: 'Venter',
    blindAnswered: 'Blinde svar',
    blindWrong: 'Heraf forkerte',
    blindLow: 'Fejl, nedre grænse (95 %)',
    blindHigh: 'Fejl, øvre grænse (95 %)',
  },
  fileName: (first: string, last: string) => `tal-${first}-${last}.csv`,
}
