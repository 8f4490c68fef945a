// Tilgængelighedserklæringen.

export const daStatement = {
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
}
