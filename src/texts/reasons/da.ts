// The reasons in Danish.
import type { ReasonTexts } from './reason-texts.js'

const troubles: ReasonTexts['troubles'] = {
  'no-text': 'den har ingen tekst',
  encrypted: 'den er krypteret',
  'opaque-attachment': 'indholdet ligger i en vedhæftet fil',
  'charset-guessed': 'tegnene er gættet',
  undecodable: 'nogle tegn gik tabt',
  'html-cut': 'den er meget lang og er skåret af',
  'text-cut': 'den er meget lang og er skåret af',
  'texts-differ': 'to forskellige tekster',
  'much-hidden': 'meget skjult tekst',
  'no-message-id': 'den mangler et nummer',
  'bad-date': 'datoen kan ikke læses',
  'too-large': 'den er for stor',
  malformed: 'den er i stykker',
}

const doubts: ReasonTexts['doubts'] = {
  'shared-id': 'flere forskellige mails har samme nummer',
  'many-writers': 'flere, der ikke har med mailen at gøre, henviser til den',
  'other-writer': 'den er fra en anden end dem, der skrev sammen',
  'other-matter': 'emnet er et andet',
  forgotten: 'den første mails tekst er slettet, så de ikke kan sammenlignes',
  'model-disagrees': 'teksten hører til en anden kø',
  'switched-off': 'svar lægges ikke automatisk i deres tråds kø for tiden',
}

const signs: ReasonTexts['signs'] = {
  'invisible-characters': 'usynlige tegn inde i ord er taget ud',
  'look-alike-letters': 'bogstaver fra et andet alfabet er læst som dem, de ligner',
  'hidden-text': 'tekst, som en læser ikke kan se, er udeladt',
  'stand-in': 'den rene tekst stod kun for html-teksten, som er læst i stedet',
  banner: 'et sikkerhedsbanner er taget af',
  footer: 'en fast fodtekst er taget af',
}

export const reasonsDa: ReasonTexts = {
  troubles,
  doubts,
  signs,
  names: {
    'automatic-mail': 'Automatisk mail',
    'also-looked': 'Ligger i en anden mappe',
    'placed-by-person': 'Lagt af en person',
    'taken-up': 'Taget op igen',
    thread: 'Svar i en tråd',
    'thread-in-doubt': 'Svar i tvivl',
    rule: 'Regel',
    unreadable: 'Kan ikke læses',
    'unknown-language': 'Andet sprog',
    outside: 'Måske ikke til os',
    novel: 'Ligner ikke det kendte',
    confident: 'Sikkert nok',
    unsure: 'Usikkert forslag',
    'no-promise': 'For lidt erfaring med køen',
    'queue-closed': 'Køen er lukket for automatik',
    'suggest-mode': 'Alt gennemses',
    'rate-limited': 'Timens grænse er nået',
    'no-model': 'Ingen model endnu',
    failed: 'Læsning mislykkedes',
    answered: 'Besvaret',
    undone: 'Svar taget tilbage',
  },
  sentences: {
    'automatic-mail': () => 'Mailen er skrevet af en maskine.',
    'also-looked': ({ folder }) => `Den ligger i mappen ${folder}, som programmet kun kigger i.`,
    'placed-by-person': ({ by }) => `${by} har lagt den.`,
    'taken-up': ({ by }) => `Den var ladt ligge, og ${by} tog den op.`,
    thread: () => 'Den svarer på en mail, der allerede er fordelt.',
    'thread-in-doubt': ({ queue, why }) =>
      `Den ser ud til at svare på en mail i køen "${queue}", men ${doubts[why]}.`,
    rule: ({ name }) => `Reglen "${name}" passer.`,
    unreadable: (because) =>
      `Programmet kan ikke læse den: ${because.troubles.map((one) => troubles[one]).join(', ')}.`,
    'unknown-language': (because, { language }) =>
      `Den er skrevet på et sprog, som programmet ikke må fordele på (${language(because.language)}).`,
    outside: () => 'Den hører måske ikke til hos os, og det skal en person afgøre.',
    novel: () => 'Den ligner ikke de mails, som programmet har lært af.',
    confident: ({ probability, threshold }, { percent }) =>
      `Programmet er sikkert nok: ${percent(probability)}, og ${percent(threshold)} kræves.`,
    unsure: ({ probability, threshold }, { percent }) =>
      `Programmet er ikke sikkert nok: ${percent(probability)}, og ${percent(threshold)} kræves.`,
    'no-promise': () =>
      'Der er endnu for lidt erfaring med den mest sandsynlige kø til at fordele uden en person.',
    'queue-closed': () =>
      'Køen er lukket for automatisk fordeling, fordi for mange af dens mails blev lagt forkert. Den åbnes igen af et menneske.',
    'suggest-mode': () => 'Postkassen er sat til, at alle mails gennemses.',
    'rate-limited': ({ limit }) => `Grænsen på ${limit} automatiske flytninger i timen er nået.`,
    'no-model': () => 'Programmet har endnu ikke lært at fordele.',
    failed: ({ attempts }) => `Programmet har prøvet at læse den ${attempts} gange uden held.`,
    answered: ({ by }) => `${by} svarede.`,
    undone: ({ by }) => `${by} tog et svar tilbage.`,
  },
}
