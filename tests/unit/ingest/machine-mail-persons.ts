// Mails that people wrote, which have a word, a header field or a sender in common with those that machines write. None may be left.
import {
  answers,
  dsn,
  event,
  invitation,
  type Letter,
  noSender,
  OURS,
  parts,
  type Row,
  receipt,
} from './machine-mail.js'

const CITIZEN = 'Inger Holm <inger.holm@example.dk>'
const NOREPLY = 'Selvbetjening <noreply@kk.example>'
const OTHER = 'Reply-To: jens.berg@example.dk'
const form =
  'Navn: Jens Berg\nE-mail: jens.berg@example.dk\nTelefon: 00 00 61 62\nBesked: I har ikke leveret den nye affaldsbeholder.'
const passedOn = (words: string) =>
  `${words}Fra: Jens Berg <jens.berg@example.dk>\nSendt: 4. marts 2025 08:10\nTil: Ole <ole@kk.example>\nEmne: Nyt pas\n\nMit pas er bortkommet.`
const citizen = (subject: string, text: string, header: readonly string[] = []): Letter => ({
  from: CITIZEN,
  subject,
  text,
  header,
})
const system = (subject: string, text: string, header: readonly string[]): Letter => ({
  ...{ from: 'Boligportalen <sager@bolig.example>', subject, text, header },
})

const words: readonly Row[] = [
  [
    'Leveret:',
    citizen(
      'Leveret: container uden hjul',
      'Hej\n\nDen nye container er leveret uden hjul. Kan I bytte den?',
    ),
  ],
  ['Leveret -', citizen('Leveret - men i stykker', 'Beholderen er leveret, men låget er knækket.')],
  ['Læst:', citizen('Læst: jeres brev om boligstøtte', 'Jeg har læst brevet og forstår det ikke.')],
  ['Ikke læst', citizen('Ikke læst: brevet fra jer', 'Jeg kan ikke åbne brevet i e-Boks.')],
  [
    'Læst, as an answer',
    citizen('Læst: Indkaldelse', 'Jeg kommer ikke på torsdag, jeg er indlagt.', answers),
  ],
  ['Read:', citizen('Read: your letter of 3 March', 'I have read your letter and do not agree.')],
  ['Delivered', citizen('Delivered: wrong bin', 'You delivered the wrong bin to my address.')],
  ['Fraværende', citizen('Fraværende: Emil 2.b', 'Emil har feber og kommer ikke i skole i dag.')],
  ['Fraværende, as an answer', citizen('Fraværende', 'Min datter er fraværende i dag, hun er syg.', answers)],
  ['Fraværsmelding', citizen('Fraværsmelding', 'Emil er syg i dag og i morgen.', answers)],
  [
    'Ikke til stede',
    citizen(
      'Ikke til stede',
      'Jeg kan ikke være til stede ved synet på torsdag. Kan vi finde en ny tid?',
      answers,
    ),
  ],
  [
    'Autosvar',
    citizen(
      'Autosvar: jeg får kun det',
      'Jeg har skrevet fire gange og får kun autosvar. Hvem kan hjælpe mig?',
      answers,
    ),
  ],
  [
    'Autosvar, as a complaint',
    citizen(
      'Autosvar',
      'Jeg får kun autosvar og automatiske kvitteringer fra jer. Det er for dårligt.',
      answers,
    ),
  ],
  [
    'Ferie, as an excuse',
    citizen(
      'Ferie',
      'Tak for din mail. Jeg er på ferie i uge 29 og kommer derfor ikke til samtalen.',
      answers,
    ),
  ],
  [
    'Automatisk svar, as a complaint',
    citizen('Automatisk svar: og hvad så', 'I svarer aldrig rigtigt. Jeg er på ferie fra fredag.', answers),
  ],
  ['Autosvar and absence', citizen('Autosvar', 'Jeg er på ferie og når ikke at betale gebyret.', answers)],
  ['Auto: a car', citizen('Auto: ulovligt parkeret', 'En bil spærrer. Jeg er ikke på kontoret nu.', answers)],
  [
    'an office',
    citizen('Out of office', 'I was in your office, nobody was there. I am back on Monday.', answers),
  ],
  [
    'Ferie with thanks',
    citizen(
      'Ferie',
      'Tak for din mail. Vi holder ferie i uge 29, ved akut behov kan min far kontaktes i stedet. Kørekortet henter jeg bagefter.',
      answers,
    ),
  ],
  [
    'Automatisk besked',
    citizen(
      'Automatisk besked - fra jer om gebyr',
      'Jeg har fået en automatisk besked om et gebyr, men bogen er afleveret.',
    ),
  ],
  [
    'an answer to our own automatic answer',
    citizen(
      'SV: Autosvar: Tak for din henvendelse',
      'Tak for jeres svar. Jeg er på ferie fra mandag, så ring helst inden.',
      answers,
    ),
  ],
  ['Ferie', citizen('Ferie', 'Jeg holder ferie i uge 29. Kan jeg få dagpenge imens?', answers)],
  ['Barsel', citizen('SV: Barsel', 'Jeg er på barsel til oktober.', answers)],
  [
    'Barsel, as a matter',
    citizen('Barsel', 'Jeg er på barsel til oktober og har fødselsdag i juli.', answers),
  ],
  [
    'Orlov',
    citizen('Orlov', 'Jeg er på orlov fra 1. maj. Jeg ønsker at min søn beholder sin plads.', answers),
  ],
  ['Abwesend', citizen('Abwesend: Umzug', 'Ich ziehe am 1. Mai um und möchte mich abmelden.')],
  ['Out of office', citizen('Out of office', 'Your office was closed when I came. When are you open?')],
  ['Urlop', citizen('Urlop', 'Jestem na urlopie w Polsce. Czy mogę odebrać paszport później?', answers)],
  ['Afvist', citizen('Afvist: ansøgning om byggetilladelse', 'Min ansøgning er afvist. Jeg vil klage.')],
  ['Aflyst', citizen('Aflyst: mødet på mandag', 'Vi må aflyse mødet, min mand er blevet syg.')],
  ['Ikke leveret', citizen('Ikke leveret: sorteringsposer', 'Poserne er ikke leveret endnu.')],
  [
    'Kan ikke leveres',
    citizen(
      'Kan ikke leveres - brev fra jer',
      'Brevet kom retur, adressen er forkert: 550 Nørregade 5, mail kaj@example.dk',
    ),
  ],
  [
    'Undeliverable',
    citizen('Undeliverable: parcel', 'My parcel was returned to sender. 5.1.1 is not my house number.'),
  ],
]

const fields: readonly Row[] = [
  [
    'Auto-Submitted: no',
    citizen('Ikke leveret ny skraldespand', 'I har ikke leveret den.', ['Auto-Submitted: no', ...answers]),
  ],
  ['Auto-Submitted with nothing', citizen('Spørgsmål', 'Hvornår åbner I?', ['Auto-Submitted: ', ...answers])],
  [
    'X-Autoreply: no',
    citizen('Spørgsmål', 'Jeg er på ferie i uge 29 og kan ikke komme.', ['X-Autoreply: no', ...answers]),
  ],
  ['X-Autoreply with nothing', citizen('Spørgsmål', 'Mit pas er bortkommet.', ['X-Autoreply: ', ...answers])],
  ['X-Autorespond: No', citizen('Spørgsmål', 'Mit pas er bortkommet.', ['X-Autorespond: No', ...answers])],
  [
    'X-Auto-Response-Suppress',
    citizen('Afvist: min ansøgning', 'Jeg vil gerne klage.', [
      'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
      ...answers,
    ]),
  ],
  [
    'X-Auto-Response-Suppress on absence',
    citizen('Fraværende: Emil 2.b', 'Emil har feber og kommer ikke i skole.', [
      'X-Auto-Response-Suppress: All',
      ...answers,
    ]),
  ],
  [
    'X-Auto-Response-Suppress on a parent',
    system('Fravær: Emil 2.b', 'Emil er ikke til stede i dag. Han er tilbage mandag.', [
      'X-Auto-Response-Suppress: All',
      ...answers,
    ]),
  ],
  ['Precedence: bulk', citizen('Nyhed', 'Hvornår tømmer I?', ['Precedence: bulk', ...answers])],
  [
    'auto-generated',
    system('[Sag 4711] Nyt svar', 'Anna Lund skriver:\n\nLejeren er fraflyttet. Hvornår stopper støtten?', [
      'Auto-Submitted: auto-generated',
      'Precedence: bulk',
      ...answers,
    ]),
  ],
  [
    'auto-notified',
    system('Ny kommentar', 'Lejeren er fraflyttet den 1. marts.', [
      'Auto-Submitted: auto-notified',
      ...answers,
    ]),
  ],
  [
    'auto-generated without a sender',
    system('Ny henvendelse', 'Mit pas er bortkommet.', ['Auto-Submitted: auto-generated', noSender]),
  ],
  [
    'auto-replied around a comment',
    system('[Sag 4711] Svar', 'Anna Lund skriver:\n\nLejeren er fraflyttet.', [
      'Auto-Submitted: auto-replied',
      ...answers,
    ]),
  ],
  ['auto-replied around a form', system('Ny henvendelse', form, ['Auto-Submitted: auto-replied', noSender])],
  [
    'auto-replied for somebody else',
    system('Ny henvendelse', 'Mit pas er bortkommet.', ['Auto-Submitted: auto-replied', OTHER, ...answers]),
  ],
  [
    'auto-replied by a rule that passes on',
    citizen('VS: Nyt pas', passedOn(''), ['Auto-Submitted: auto-replied', ...answers]),
  ],
  [
    'auto-replied and nothing else',
    citizen('Nyt pas', 'Mit pas er bortkommet.', ['Auto-Submitted: auto-replied']),
  ],
  [
    'a mark in brackets',
    system('[Auto] Ny sag', 'Taget er utæt.', ['X-Auto-Response-Suppress: All', ...answers]),
  ],
  [
    'a null sender and a question',
    citizen('Undelivered', '<kaj@kk.example>: 550 user unknown. Hvad er adressen?', [noSender]),
  ],
  ['a null sender', citizen('Spørgsmål', 'Hvad koster et pas?', [noSender])],
]

const systems: readonly Row[] = [
  [
    'a form of noreply',
    { from: NOREPLY, subject: 'Ikke leveret dagrenovation', header: [OTHER], text: form },
  ],
  [
    'a form of noreply without Reply-To',
    { from: NOREPLY, subject: 'Leveringsfejl på ny container', text: form },
  ],
  [
    'noreply with a sentence',
    { from: NOREPLY, subject: 'Levering mislykkedes', text: 'En borger har ikke fået sine poser.' },
  ],
  [
    'a form without a sender',
    {
      from: 'Hjemmesiden <web@kk.example>',
      subject: 'Kunne ikke leveres',
      header: [noSender, 'Precedence: bulk', OTHER],
      text: form,
    },
  ],
  [
    'a form without a sender or fields',
    {
      ...{ from: 'Hjemmesiden <web@kk.example>', subject: 'Ferie', header: [noSender] },
      text: 'Jeg er på ferie i uge 29 og skal bruge et nyt pas inden.',
    },
  ],
  [
    'a form that speaks of a report',
    {
      from: 'postmaster@kk.example',
      subject: 'Undeliverable',
      header: [noSender],
      text: `${form}\nFejl: 550 5.1.1 could not be delivered`,
    },
  ],
  [
    'a postmaster who asks',
    {
      from: 'Kaj Bo <postmaster@firma.example>',
      subject: 'Mail kunne ikke leveres',
      text: 'Hej\n\nMin mail til post@kk.example kunne ikke leveres (550 5.1.1). Kan I se hvorfor?',
    },
  ],
  [
    'a postmaster with an envelope',
    {
      from: 'postmaster@firma.example',
      subject: 'Mail kunne ikke leveres',
      header: ['Return-Path: <postmaster@firma.example>'],
      text: 'Vores mail til post@kk.example kunne ikke leveres: 550 5.1.1',
    },
  ],
  [
    'a postmaster about waste',
    {
      from: 'postmaster@firma.example',
      subject: 'Affald',
      header: [noSender],
      text: 'Hvornår tømmer I hos firma@firma.example?',
    },
  ],
  [
    'a colleague whose rule passes on',
    {
      from: 'Ole Lund <ole@kk.example>',
      subject: 'VS: Nyt pas',
      header: [
        'Auto-Submitted: auto-generated',
        'X-MS-Exchange-Inbox-Rules-Loop: ole@kk.example',
        ...answers,
      ],
      text: passedOn(''),
    },
  ],
  [
    'a rule that passes on without VS',
    {
      from: 'Ole Lund <ole@kk.example>',
      subject: 'Nyt pas',
      header: ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', ...answers],
      text: passedOn(''),
    },
  ],
  [
    'an abuse report',
    {
      from: 'abuse@udbyder.example',
      subject: 'Complaint',
      type: 'multipart/report; report-type=feedback-report; boundary="=_b"',
      text: parts(
        ['text/plain', 'Your server sends spam.'],
        ['message/feedback-report', 'Feedback-Type: abuse'],
      ),
    },
  ],
]

const own: readonly Row[] = [
  [
    'a sister mailbox asks',
    { from: 'Teknik <teknik@kk.example>', subject: 'Borger med pas', text: 'Kan I ringe til hende?' },
  ],
  [
    'the mailbox passes on to itself',
    { from: OURS, subject: 'VS: Nyt pas', text: passedOn('Kan en af jer tage den?\n\n') },
  ],
  [
    'the mailbox to its sister',
    { from: OURS, to: 'teknik@kk.example', subject: 'Hul i vejen', text: 'Den er vist jeres.' },
  ],
  [
    'a form that sends as the mailbox',
    {
      from: `"Jens via kk" <${OURS}>`,
      subject: 'Ny henvendelse',
      header: [OTHER],
      text: 'Mit pas er bortkommet.',
    },
  ],
  [
    'a form with a copy to the citizen',
    {
      from: OURS,
      subject: 'Ny henvendelse',
      header: ['Cc: jens.berg@example.dk'],
      text: 'Mit pas er bortkommet.',
    },
  ],
  [
    'a form of fields to the citizen',
    { from: OURS, to: `jens.berg@example.dk, ${OURS}`, subject: 'Kopi', text: form },
  ],
  [
    'an answer that is to go elsewhere',
    {
      from: OURS,
      to: 'inger@example.dk',
      subject: 'Nyt pas',
      header: [OTHER],
      text: 'Mit pas er bortkommet.',
    },
  ],
  [
    'a scanner',
    { from: OURS, subject: 'Scannet dokument', text: 'Borger afleverede vedlagte klage i skranken.' },
  ],
  [
    'somebody who pretends',
    {
      from: OURS,
      to: 'inger@example.dk',
      subject: 'Nyt pas',
      header: ['Authentication-Results: mx.kk.example; dmarc=fail'],
      text: 'Mit pas er bortkommet.',
    },
  ],
]

const passed: readonly Row[] = [
  [
    'a receipt passed on inside',
    {
      from: CITIZEN,
      subject: 'Intet svar',
      type: 'multipart/mixed; boundary="=_b"',
      text: parts(
        ['text/plain; charset=utf-8', 'I har læst min ansøgning, men jeg har ikke fået svar.'],
        ['message/disposition-notification', 'Disposition: manual-action/MDN-sent-manually; displayed'],
      ),
    },
  ],
  [
    'a receipt sent on',
    {
      ...receipt(
        'VS: Læst: Min ansøgning',
        'Se her, I har læst den.',
        'manual-action/MDN-sent-manually; displayed',
      ),
      from: CITIZEN,
    },
  ],
  [
    'a report passed on inside',
    {
      from: CITIZEN,
      subject: 'Jeres adresse virker ikke',
      type: 'multipart/mixed; boundary="=_b"',
      text: parts(
        ['text/plain; charset=utf-8', 'Jeg kan ikke skrive til jer, se fejlen.'],
        ['message/delivery-status', 'Reporting-MTA: dns; mx\n\nAction: failed\nStatus: 5.1.1'],
      ),
    },
  ],
  [
    'a report sent on',
    {
      ...dsn({
        from: CITIZEN,
        subject: 'Fwd: Undelivered Mail Returned to Sender',
        text: 'Hvorfor får jeg denne?',
      }),
    },
  ],
  [
    'a report in the text',
    citizen(
      'Undelivered Mail Returned to Sender',
      'Jeg får denne, når jeg skriver til jer:\n\n<post@kk.example>: 550 5.1.1 could not be delivered',
      [],
    ),
  ],
]

const meetings: readonly Row[] = [
  [
    'declines with words',
    invitation('Afvist: Samtale om plejeplan', 'REPLY', 'Jeg er indlagt. Kan I ringe til min søn?'),
  ],
  [
    'accepts with words',
    invitation('Accepteret: Samtale om plejeplan', 'REPLY', 'Jeg tager min datter med.'),
  ],
  [
    'accepts with words above the meeting',
    invitation(
      'Accepted: Samtale',
      'REPLY',
      'I need an interpreter.\n\nWhen: 12. marts 2025 10:00\nWhere: Rådhuset, lokale 4',
    ),
  ],
  [
    'words in a field',
    invitation('Afvist: Samtale om plejeplan', 'REPLY', 'Hvor: jeg kan ikke komme derhen uden hjælp'),
  ],
  [
    'a remark in the calendar',
    invitation('Afvist: Samtale om plejeplan', 'REPLY', '', ['COMMENT:Jeg er syg']),
  ],
  [
    "a remark in Google's way",
    invitation('Afvist: Samtale om plejeplan', 'REPLY', '', [
      'ATTENDEE;PARTSTAT=DECLINED;X-RESPONSE-COMMENT="Jeg er\r\n  syg":mailto:ole@firma.example',
    ]),
  ],
  ['another time', invitation('Nyt tidspunkt foreslået: Samtale om plejeplan', 'COUNTER', '')],
  [
    'another day in figures',
    invitation('Afvist: Samtale om plejeplan', 'REPLY', 'Torsdag 20/3 passer bedre'),
  ],
  ['words for who comes', invitation('Accepteret: Samtale om plejeplan', 'REPLY', 'Hvem: min mor')],
  [
    'a wish for the place',
    invitation('Accepted: Samtale om plejeplan', 'REPLY', 'Where: somewhere with a lift'),
  ],
  [
    'about whoever answers',
    invitation(
      'Afvist: Samtale om plejeplan',
      'REPLY',
      'Ole Lund kan ikke komme til denne begivenhed, han er død.',
    ),
  ],
  ['an invitation', invitation('Samtale om plejeplan', 'REQUEST', '')],
  [
    'cancels with words',
    invitation('Aflyst: Møde om byggesag', 'CANCEL', 'Naboen har klaget, og vi søger aktindsigt.'),
  ],
  [
    'an answer passed on',
    { ...invitation('VS: Accepteret: Samtale om plejeplan', 'REPLY', ''), from: CITIZEN },
  ],
  [
    'an answer that says one thing and asks another',
    { subject: 'Samtale', type: 'text/calendar; method=REPLY', text: event('COUNTER') },
  ],
]

/** By what they have in common with a machine's mail. */
export const persons: Readonly<Record<string, readonly Row[]>> = {
  words,
  fields,
  systems,
  own,
  passed,
  meetings,
}
