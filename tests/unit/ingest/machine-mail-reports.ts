// Delivery reports, receipts and calendar answers as the programs write them.
import { answers, dsn, invitation, noSender, parts, type Row, receipt } from './machine-mail.js'

const daemon = 'Mail Delivery System <MAILER-DAEMON@mx.udbyder.example>'

export const reports: readonly Row[] = [
  [
    'Postfix',
    dsn({
      from: daemon,
      subject: 'Undelivered Mail Returned to Sender',
      header: [noSender, 'Auto-Submitted: auto-replied'],
      text: "This is the mail system at host mx.udbyder.example.\n\nI'm sorry to have to inform you that your message could not be delivered to one or more recipients.\n\n<kaj@udbyder.example>: host mx said: 550 5.1.1 User unknown",
    }),
  ],
  [
    'Postfix, delayed',
    dsn({
      from: daemon,
      subject: 'Delayed Mail (still being retried)',
      code: '4.4.1',
      action: 'delayed',
      back: 'text/rfc822-headers',
      header: [noSender],
      text: 'This is the mail system at host mx.udbyder.example.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.',
    }),
  ],
  [
    'Sendmail',
    dsn({
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@mail.udbyder.example>',
      subject: 'Returned mail: see transcript for details',
      header: ['Auto-Submitted: auto-generated (failure)'],
      text: '   ----- The following addresses had permanent fatal errors -----\n<kaj@udbyder.example>\n    (reason: 550 5.1.1 User unknown)',
    }),
  ],
  [
    'Sendmail, warning',
    dsn({
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@mail.udbyder.example>',
      subject: 'Warning: could not send message for past 4 hours',
      code: '4.2.1',
      action: 'delayed',
      text: '    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **',
    }),
  ],
  [
    'Exim with a report',
    dsn({
      from: 'Mail Delivery System <Mailer-Daemon@mail.firma.example>',
      subject: 'Mail delivery failed: returning message to sender',
      header: ['X-Failed-Recipients: kaj@udbyder.example', 'Auto-Submitted: auto-replied'],
      text: 'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered.',
    }),
  ],
  [
    'Exim in plain text',
    {
      from: 'Mail Delivery System <Mailer-Daemon@mail.firma.example>',
      subject: 'Mail delivery failed: returning message to sender',
      header: [noSender, 'X-Failed-Recipients: kaj@udbyder.example'],
      text: 'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  kaj@udbyder.example\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <borgerservice@kk.example>\nFrom: borgerservice@kk.example\nSubject: Dit pas er klar\n\nKære Kaj\n\nDit pas er klar. Kan du hente det?',
    },
  ],
  [
    'qmail',
    {
      from: 'MAILER-DAEMON@qmail.udbyder.example',
      subject: 'failure notice',
      header: ['Return-Path: <>'],
      text: "Hi. This is the qmail-send program at qmail.udbyder.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<kaj@udbyder.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <borgerservice@kk.example>\nSubject: Dit pas er klar\n\nKære Kaj",
    },
  ],
  [
    'qmail, exported without its envelope',
    {
      from: 'MAILER-DAEMON@qmail.udbyder.example',
      subject: 'failure notice',
      text: "Hi. This is the qmail-send program at qmail.udbyder.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<kaj@udbyder.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <borgerservice@kk.example>\n\nKære Kaj",
    },
  ],
  [
    'Exchange Online',
    dsn({
      from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@firma.example>',
      subject: 'Undeliverable: Dit pas er klar',
      header: [
        'X-MS-Exchange-Message-Is-Ndr:',
        'Auto-Submitted: auto-replied',
        'In-Reply-To: <ours-1@kk.example>',
      ],
      text: "Your message to kaj@udbyder.example couldn't be delivered.\n\nkaj wasn't found at udbyder.example.",
    }),
  ],
  [
    'Exchange in Danish',
    dsn({
      from: 'postmaster@firma.example',
      subject: 'Kan ikke leveres: Dit pas er klar',
      header: answers,
      text: 'Din meddelelse kunne ikke leveres til følgende modtagere:\n\nkaj@udbyder.example\nMailadressen blev ikke fundet.',
    }),
  ],
  [
    'Exchange 2003 in plain text',
    {
      from: 'System Administrator <postmaster@firma.example>',
      subject: 'Undeliverable: Dit pas er klar',
      header: [noSender],
      text: 'Your message\n\n  To:      kaj@udbyder.example\n  Subject: Dit pas er klar\n  Sent:    Tue, 4 Mar 2025 10:10:00 +0100\n\ndid not reach the following recipient(s):\n\nkaj@udbyder.example on Tue, 4 Mar 2025 10:11:00 +0100\n    The e-mail account does not exist at the organization this message was sent to.\n    <mail.firma.example #5.1.1>',
    },
  ],
  [
    'Exchange, delayed, in Swedish',
    dsn({
      from: 'postmaster@firma.example',
      subject: 'Fördröjd: Ditt pass',
      code: '4.4.7',
      action: 'delayed',
      text: 'Leveransen av meddelandet är fördröjd.',
    }),
  ],
  [
    'Gmail',
    dsn({
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      subject: 'Delivery Status Notification (Failure)',
      header: ['X-Failed-Recipients: kaj@udbyder.example', 'Auto-Submitted: auto-replied', ...answers],
      text: "** Address not found **\n\nYour message wasn't delivered to kaj@udbyder.example because the address couldn't be found.",
    }),
  ],
  [
    'Gmail in plain text',
    {
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      subject: 'Delivery Status Notification (Failure)',
      header: ['X-Failed-Recipients: kaj@udbyder.example'],
      text: 'Delivery to the following recipient failed permanently:\n\n     kaj@udbyder.example\n\nTechnical details of permanent failure:\n550 5.1.1 The email account that you tried to reach does not exist.\n\n----- Original message -----\n\nFrom: borgerservice@kk.example\nSubject: Dit pas er klar',
    },
  ],
  [
    'Gmail, full, in Danish',
    dsn({
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      subject: 'Delivery Status Notification (Failure)',
      code: '5.2.2',
      text: '** Modtagerens indbakke er fuld **\n\nDin besked blev ikke leveret til kaj@udbyder.example, fordi modtagerens indbakke er fuld.',
    }),
  ],
  [
    'Lotus Domino',
    dsn({
      from: 'Postmaster@firma.example',
      subject: 'DELIVERY FAILURE: User kaj (kaj@udbyder.example) not listed in Domino Directory',
      text: 'Your message\n\n  Subject: Dit pas er klar\n\nwas not delivered to:\n\n  kaj@udbyder.example\n\nbecause:\n\n  User kaj (kaj@udbyder.example) not listed in Domino Directory',
    }),
  ],
  [
    'Lotus Domino in plain text',
    {
      from: 'Postmaster@firma.example',
      subject: 'DELIVERY FAILURE: 550 5.1.1 User unknown',
      header: [noSender],
      text: 'Your message\n\n  Subject: Dit pas er klar\n\nwas not delivered to:\n\n  kaj@udbyder.example\n\nbecause:\n\n  550 5.1.1 User unknown',
    },
  ],
  [
    'a full mailbox, in German',
    {
      from: 'Mail Delivery System <mailer-daemon@provider.example>',
      subject: 'Mail delivery failed',
      header: [noSender],
      text: 'Ihre Nachricht konnte nicht zugestellt werden:\n\nkaj@provider.example\nPostfach voll (552 5.2.2)',
    },
  ],
  [
    'a full mailbox, in Danish',
    {
      from: 'postmaster@udbyder.example',
      subject: 'Mailen kunne ikke leveres',
      header: [noSender],
      text: 'Modtagerens postkasse er fuld: kaj@udbyder.example',
    },
  ],
  [
    'a full mailbox, exported without its envelope',
    {
      from: 'postmaster@udbyder.example',
      subject: 'Levering mislykkedes: Dit pas er klar',
      text: 'Beskeden kunne ikke leveres til kaj@udbyder.example.\n\n552 5.2.2 Postkassen er fuld',
    },
  ],
  [
    'a provider in French',
    {
      from: 'MAILER-DAEMON@fournisseur.example',
      subject: 'Message non distribué',
      header: [noSender],
      text: "Votre message n'a pas pu être remis au destinataire suivant :\n\nkaj@fournisseur.example\n550 5.1.1 Utilisateur inconnu",
    },
  ],
  [
    'a provider in Spanish',
    {
      from: 'postmaster@proveedor.example',
      subject: 'No se pudo entregar: Dit pas',
      header: [noSender],
      text: 'No se pudo entregar su mensaje a kaj@proveedor.example\n\n5.1.1 usuario desconocido',
    },
  ],
  [
    'a provider in Polish',
    {
      from: 'Mailer-Daemon@dostawca.example',
      subject: 'Wiadomość niedostarczona',
      header: [noSender],
      text: 'Twoja wiadomość nie mogła zostać dostarczona do: kaj@dostawca.example\n\n550 5.1.1 Nieznany użytkownik',
    },
  ],
  [
    'a report of few words',
    {
      from: daemon,
      subject: 'Mail delivery failed',
      header: [noSender],
      text: 'The message was not delivered.',
    },
  ],
  [
    'a report without a sender',
    {
      from: '',
      subject: 'Undeliverable mail',
      header: [noSender],
      text: 'Failed to deliver to kaj@udbyder.example\n\nSMTP module reports: 550 5.7.1 unable to deliver',
    },
  ],
  [
    'a report that a list has wrapped',
    {
      from: daemon,
      subject: 'Undelivered Mail Returned to Sender',
      header: [noSender],
      type: 'multipart/mixed; boundary="=_b"',
      text: parts(
        ['text/plain', 'The message could not be delivered.'],
        [
          'message/delivery-status',
          'Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; kaj@udbyder.example\nAction: failed\nStatus: 5.1.1',
        ],
      ),
    },
  ],
  [
    'a report of success',
    dsn({
      from: daemon,
      subject: 'Successful Mail Delivery Report',
      code: '2.0.0',
      action: 'delivered',
      text: 'Your message was successfully delivered to the destination(s) listed below.',
    }),
  ],
  [
    'an sms gateway, not delivered',
    dsn({
      from: 'SMS Gateway <mailer-daemon@sms.gateway.example>',
      subject: 'SMS delivery failed: 4500000000',
      text: 'The message to 4500000000 could not be delivered. Reason: absent subscriber.',
    }),
  ],
  [
    'an sms gateway, delivered',
    dsn({
      from: 'SMS Gateway <postmaster@sms.gateway.example>',
      subject: 'SMS leveret',
      code: '2.1.5',
      action: 'delivered',
      text: 'SMS til 4500000000 er leveret 04-03-2025 10:12.',
    }),
  ],
  [
    'an sms gateway in plain text',
    {
      from: 'postmaster@sms.gateway.example',
      subject: 'SMS kunne ikke leveres',
      header: [noSender],
      text: 'Din SMS til 4500000000@sms.gateway.example kunne ikke leveres.\nStatus: 5.1.1',
    },
  ],
]

export const receipts: readonly Row[] = [
  [
    'Outlook, read',
    receipt(
      'Read: Dit pas er klar',
      'Your message\n\n   To: Ole Lund\n   Subject: Dit pas er klar\n   Sent: 4. marts 2025 10:00\n\nwas read on 4. marts 2025 10:12.',
      'automatic-action/MDN-sent-automatically; displayed',
      answers,
    ),
  ],
  [
    'Outlook, not read',
    receipt(
      'Ikke læst: Dit pas er klar',
      'Meddelelsen blev slettet uden at blive læst den 4. marts 2025 10:12.',
      'automatic-action/MDN-sent-automatically; deleted',
    ),
  ],
  [
    'Outlook in Danish',
    receipt(
      'Læst: Dit pas er klar',
      'Din meddelelse blev læst 4. marts 2025 10:12:00.',
      'manual-action/MDN-sent-manually; displayed',
    ),
  ],
  [
    'Thunderbird',
    receipt(
      'Return Receipt (displayed) - Dit pas er klar',
      'This is a Return Receipt for the mail that you sent to ole@firma.example.\n\nNote: This Return Receipt only acknowledges that the message was displayed.',
      'manual-action/MDN-sent-manually; displayed',
    ),
  ],
  [
    'Thunderbird in Danish',
    receipt(
      'Kvittering for læsning (vist) - Dit pas er klar',
      'Dette er en kvittering for den meddelelse, du sendte til ole@firma.example.',
      'manual-action/MDN-sent-manually; displayed',
    ),
  ],
  [
    'a receipt in text alone',
    {
      subject: 'Læst: Dit pas er klar',
      header: [noSender],
      text: 'Din meddelelse\n\nTil: Ole Lund\nEmne: Dit pas er klar\n\nblev læst den 4. marts 2025.',
    },
  ],
  [
    'Lotus Notes',
    receipt(
      'Return Receipt: Dit pas er klar',
      'Your document: Dit pas er klar\nwas received by: Ole Lund/Firma\nat: 04-03-2025 10:12',
      'automatic-action/MDN-sent-automatically; displayed',
    ),
  ],
  [
    'Apple Mail',
    receipt(
      'Read: Dit pas er klar',
      'The message was displayed.',
      'manual-action/MDN-sent-manually; displayed',
    ),
  ],
  [
    'Exchange, delivered',
    dsn({
      from: 'postmaster@firma.example',
      subject: 'Leveret: Dit pas er klar',
      code: '2.0.0',
      action: 'delivered',
      text: 'Din meddelelse er leveret til følgende modtagere:\n\nole@firma.example',
    }),
  ],
  [
    'Exchange, relayed',
    dsn({
      from: 'postmaster@firma.example',
      subject: 'Relayed: Dit pas er klar',
      code: '2.0.0',
      action: 'relayed',
      text: 'Delivery to these recipients is complete, but no delivery notification was sent by the destination server:\n\nole@firma.example',
    }),
  ],
]

export const calendars: readonly Row[] = [
  ['Outlook accepts', invitation('Accepteret: Samtale om plejeplan', 'REPLY', '')],
  ['Outlook declines', invitation('Declined: Samtale om plejeplan', 'REPLY', '\n')],
  [
    'Outlook with the meeting below',
    invitation(
      'Accepted: Samtale om plejeplan',
      'REPLY',
      'When: 12. marts 2025 10:00-10:30 (UTC+01:00) København.\nWhere: Rådhuset, lokale 4\n\n*~*~*~*~*~*~*~*~*~*\n',
    ),
  ],
  [
    'Outlook in Danish with the meeting below',
    invitation(
      'Foreløbig: Samtale om plejeplan',
      'REPLY',
      'Hvornår: 12. marts 2025 10:00-10:30.\nHvor: Rådhuset, lokale 4\n\n*~*~*~*~*~*~*~*~*~*',
    ),
  ],
  [
    'Google accepts',
    invitation(
      'Accepted: Samtale om plejeplan @ Wed Mar 12, 2025 10am',
      'REPLY',
      'Ole Lund has accepted this invitation.\n\nSamtale om plejeplan\nWednesday Mar 12, 2025 ⋅ 10am – 10:30am\nCentral European Time - Copenhagen\n\nRådhuset, lokale 4\n\nInvitation from Google Calendar: https://calendar.google.example/calendar/',
    ),
  ],
  [
    'Google declines, in Danish',
    invitation(
      'Afvist: Samtale om plejeplan – ons. 12. mar. 2025',
      'REPLY',
      'Ole Lund har afvist denne invitation.\n\nSamtale om plejeplan\nonsdag 12. mar. 2025 ⋅ 10:00 – 10:30\n\nInvitation fra Google Kalender: https://calendar.google.example/',
    ),
  ],
  [
    'Apple accepts',
    invitation(
      'Samtale om plejeplan',
      'REPLY',
      'Ole Lund har accepteret din invitation til begivenheden Samtale om plejeplan, planlagt til 12. marts 2025 kl. 10.00.',
    ),
  ],
  [
    'Outlook in German with the meeting below',
    invitation(
      'Zugesagt: Samtale om plejeplan',
      'REPLY',
      'Wann: Mittwoch, 12. März 2025 10:00-10:30 (UTC+01:00) Amsterdam, Berlin, Bern.\nWo: Rådhuset, lokale 4',
    ),
  ],
  [
    'Google accepts, in French',
    invitation(
      'Accepté: Samtale om plejeplan',
      'REPLY',
      'Ole Lund a accepté cette invitation.\n\nSamtale om plejeplan\nmercredi 12 mars 2025 ⋅ 10:00 – 10:30\nHeure d’Europe centrale - Copenhague',
    ),
  ],
  [
    'Apple, the calendar alone',
    {
      subject: 'Accepteret: Samtale om plejeplan',
      type: 'text/calendar; charset=utf-8; method=REPLY',
      text: 'BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1@kk.example\nSUMMARY:Samtale om plejeplan\nEND:VEVENT\nEND:VCALENDAR',
    },
  ],
  ['Outlook cancels', invitation('Annulleret: Samtale om plejeplan', 'CANCEL', '')],
  [
    'Google cancels',
    invitation(
      'Canceled event: Samtale om plejeplan @ Wed Mar 12, 2025',
      'CANCEL',
      'This event has been canceled.\n\nSamtale om plejeplan\nWednesday Mar 12, 2025 ⋅ 10am – 10:30am\n\nInvitation from Google Calendar: https://calendar.google.example/',
    ),
  ],
  [
    'Teams cancels',
    invitation(
      'Aflyst: Samtale om plejeplan',
      'CANCEL',
      '________________________________\nMicrosoft Teams-møde\nDeltag i mødet nu <https://teams.example/l/meetup>\nMøde-id: 123 456 789\nAdgangskode: aBc123\n________________________________',
    ),
  ],
]
