// Mails, som programmet lod ligge: listen over dem, og at tage dem op.
import type { LeftSign } from '../../../journey.js'

const signs: Readonly<Record<LeftSign, string>> = {
  'report-type': 'Kvittering eller rapport fra en mailserver',
  'report-shape': 'Ligner en rapport om en mail, der ikke nåede frem',
  'auto-replied': 'Automatisk svar',
  'absence-header': 'Fraværssvar fra et mailsystem',
  'absence-words': 'Fraværssvar efter ordene',
  'calendar-answer': 'Svar på en indkaldelse',
  'own-address': 'Sendt fra postkassen selv',
  unrecorded: 'Tegnet er ikke gemt (ældre udgave)',
  'other-folder': 'Ligger i en anden mappe',
}

export const daLeft = {
  title: 'Ladt ligge',
  tab: 'Ladt ligge',
  lead: 'Mails, som programmet holder for skrevet af en maskine, eller som ligger i en mappe, det kun kigger i. Ingen bliver bedt om at svare på dem. Tag op, hvad et menneske har skrevet.',
  sign: 'Tegn',
  signs,
  submit: 'Vis',
  clear: 'Vis alle',
  rows: 'Mails, der er ladt ligge, nyeste først',
  empty: 'Der er ikke ladt nogen mails ligge.',
  nothing: 'Ingen mails passer til det valgte.',
  at: (moment: string) => `ladt ligge ${moment}`,
  noWords: '(ingen egne ord)',
  take: 'Tag op',
  takeOne: (subject: string) => `Tag op: ${subject}`,
  takeHint:
    'Så kommer den på listen til gennemsyn med programmets forslag. Den bliver liggende, hvor den er, til nogen svarer.',
  bulk: 'Tag de valgte op',
  bulkNothing: 'Sæt kryds ved mindst én mail.',
  older: 'Ældre mails',
  back: 'Til det, der er ladt ligge',
  figures: 'Ladt ligge, efter tegn',
  figuresHint: 'Mails fra perioden, som programmet har ladt ligge, og som ingen har taget op.',
  count: 'Mails',
  total: 'I alt',
}
