// Out-of-office answers and acknowledgements as servers and responders write them, in eight languages; and copies of our own mail.
import { answers, type Letter, noSender, OURS, type Row } from './machine-mail.js'

/** Exchange's own answer does not call itself auto-replied. */
const exchange = ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', ...answers]
const replied = ['Auto-Submitted: auto-replied', ...answers]
const answer = (subject: string, text: string, header: readonly string[] = replied): Letter => ({
  subject,
  text,
  header,
})

export const absences: readonly Row[] = [
  [
    'Exchange in Danish',
    answer(
      'Automatisk svar: Dit pas er klar',
      'Jeg er på ferie og tilbage mandag den 17. marts. Har du brug for hjælp? Ring til kontoret på 00 00 61 62.\n\nVenlig hilsen\nOle Lund',
      exchange,
    ),
  ],
  [
    'Exchange in English',
    answer(
      'Automatic reply: Your passport',
      'I am out of the office until 17 March with limited access to e-mail. Could you please contact my colleague instead?',
      exchange,
    ),
  ],
  [
    'Exchange in Swedish',
    answer('Automatiskt svar: Ditt pass', 'Jag är på semester och åter på kontoret den 17 mars.', exchange),
  ],
  [
    'Exchange in Norwegian',
    answer('Automatisk svar: Ditt pass', 'Jeg er på ferie og tilbake mandag 17. mars.', exchange),
  ],
  [
    'Exchange in German',
    answer(
      'Automatische Antwort: Ihr Pass',
      'Ich bin bis zum 17. März nicht im Büro. In dringenden Fällen wenden Sie sich an das Sekretariat.',
      exchange,
    ),
  ],
  [
    'Exchange in French',
    answer('Réponse automatique : Votre passeport', "Je suis absent du bureau jusqu'au 17 mars.", exchange),
  ],
  [
    'Exchange in Spanish',
    answer('Respuesta automática: Su pasaporte', 'Estoy fuera de la oficina hasta el 17 de marzo.', exchange),
  ],
  [
    'Exchange in Polish',
    answer('Automatyczna odpowiedź: Paszport', 'Jestem na urlopie do 17 marca.', exchange),
  ],
  ['Exchange, a short text', answer('Automatisk svar: Dit pas er klar', 'Lukket i uge 29.', exchange)],
  [
    'Microsoft 365 rule with a template',
    answer('Automatisk svar: Dit pas er klar', 'Tak for din mail. Vi svarer inden for tre dage.', [
      'Auto-Submitted: auto-replied',
      'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
      ...answers,
    ]),
  ],
  [
    'Outlook before Exchange 2010',
    answer(
      'Ikke til stede: Dit pas er klar',
      'Jeg er ikke på kontoret før mandag. Ved akutte sager kontakt receptionen.',
      ['X-Auto-Response-Suppress: OOF', ...answers],
    ),
  ],
  [
    'Gmail',
    answer('Ferie Re: Dit pas er klar', 'Hej, jeg er i Spanien. Skriver når jeg er hjemme igen!', [
      'Auto-Submitted: auto-replied',
      'Precedence: bulk',
      'X-Autoreply: yes',
      ...answers,
    ]),
  ],
  [
    'Gmail that quotes',
    answer(
      'Re: Dit pas er klar',
      'Jeg er på ferie til den 17.\n\nDen tirs. 4. mar. 2025 kl. 10.00 skrev Borgerservice <borgerservice@kk.example>:\n\n> Kære Ole\n> Kan du hente dit pas?',
      ['Auto-Submitted: auto-replied', 'X-Autoreply: yes', ...answers],
    ),
  ],
  [
    'Yahoo',
    answer('Re: Dit pas er klar', 'I will be away until Monday.', [
      'X-Autoreply: yes',
      'Auto-Submitted: auto-replied',
      noSender,
    ]),
  ],
  [
    'iCloud',
    answer('Re: Dit pas er klar', 'Thanks for your message. I am travelling.', [
      'Auto-Submitted: auto-replied (vacation)',
      ...answers,
    ]),
  ],
  [
    'GMX',
    answer('Abwesenheitsnotiz: Ihr Pass', 'Vielen Dank für Ihre Nachricht. Ich bin im Urlaub.', [
      'Auto-Submitted: auto-replied',
      noSender,
    ]),
  ],
  [
    'Sieve',
    answer('Auto: Dit pas er klar', 'Jeg er bortrejst.', [
      'Auto-Submitted: auto-replied (vacation)',
      'Precedence: bulk',
      noSender,
      ...answers,
    ]),
  ],
  [
    'Roundcube',
    answer('Jeg er på barsel', 'Jeg er på barsel til oktober. Kontakt venligst Jette i stedet.', [
      'Auto-Submitted: auto-replied',
      ...answers,
    ]),
  ],
  [
    'Zimbra',
    answer('Fraværende', 'Jeg er fraværende hele ugen.', [
      'Auto-Submitted: auto-replied (zimbra; vacation)',
      'Precedence: bulk',
      noSender,
    ]),
  ],
  [
    'cPanel',
    answer('Autosvar', 'Tak for din henvendelse.', [
      'X-Autorespond: Dit pas er klar',
      'Precedence: auto_reply',
      'X-Precedence: auto_reply',
    ]),
  ],
  [
    'cPanel, older',
    answer('Vi har modtaget din mail', 'Vi vender tilbage hurtigst muligt.', [
      'X-Autorespond: Dit pas er klar',
      ...answers,
    ]),
  ],
  ['Plesk', answer('Re: Dit pas er klar', 'Jeg er på kursus.', ['Precedence: auto_reply', noSender])],
  [
    'vacation(1)',
    answer('away from my mail', 'I will not be reading my mail for a while.', [
      'Precedence: bulk',
      'Auto-Submitted: auto-replied',
      ...answers,
    ]),
  ],
  [
    'Lotus Notes',
    answer(
      'AUTO: Ole Lund is out of the office (returning 17-03-2025)',
      'I am out of the office until 17-03-2025.\n\nNote: This is an automated response to your message "Dit pas er klar" sent on 04-03-2025 10:00:00. This is the only notification you will receive while this person is away.',
      ['Auto-Submitted: auto-generated', ...answers],
    ),
  ],
  [
    'Lotus Notes in Danish',
    answer(
      'AUTO: Ole Lund er ikke på kontoret (vender tilbage 17-03-2025)',
      'Jeg er ikke på kontoret før 17-03-2025.\n\nBemærk: Dette er et automatisk svar på din meddelelse "Dit pas er klar".',
      ['Auto-Submitted: auto-generated', noSender],
    ),
  ],
  [
    'Lotus Notes agent',
    answer(
      'Ole Lund/Firma is out of the office.',
      'I will be out of the office starting 03-03-2025 and will not return until 17-03-2025.',
      [noSender, ...answers],
    ),
  ],
  [
    'GroupWise',
    answer('Out of Office AutoReply: Dit pas er klar', 'I am on leave until 17 March.', [
      'X-Auto-Response-Suppress: All',
      ...answers,
    ]),
  ],
  [
    'a responder without signs, in Danish',
    answer('Autosvar: Dit pas er klar', 'Tak for din mail. Jeg holder ferie og er tilbage mandag.', answers),
  ],
  [
    'a responder without signs, by its sender',
    answer(
      'Jeg holder sommerferie',
      'Tak for din mail. Jeg er på ferie til og med uge 30 og læser ikke mine mails.',
      [noSender, ...answers],
    ),
  ],
  [
    'a responder without signs, in English',
    answer('Out of office: Your passport', 'I am away until Monday.', answers),
  ],
  [
    'a responder without signs, in Swedish',
    answer('Autosvar: Ditt pass', 'Tack för ditt mejl. Jag är på semester till vecka 30.', answers),
  ],
  [
    'a responder without signs, in Norwegian',
    answer('Automatisk svar', 'Takk for din e-post. Jeg er på ferie til 17. juli.', answers),
  ],
  [
    'a responder without signs, in German',
    answer('Abwesenheitsnotiz', 'Vielen Dank für Ihre E-Mail. Ich bin bis Montag im Urlaub.', answers),
  ],
  [
    'a responder without signs, in French',
    answer("Message d'absence", "Merci de votre message. Je suis en congés jusqu'au 17 mars.", answers),
  ],
  [
    'a responder without signs, in Spanish',
    answer('Fuera de la oficina', 'Gracias por su mensaje. Estoy de vacaciones hasta el lunes.', answers),
  ],
  [
    'a responder without signs, in Polish',
    answer('Autoodpowiedź: Paszport', 'Dziękuję za wiadomość. Jestem na urlopie do poniedziałku.', answers),
  ],
  [
    'an acknowledgement that names no mail',
    answer('Nyt pas', 'Tak for din henvendelse. Vi har modtaget din mail.', ['X-Autoreply: yes']),
  ],
  [
    'an acknowledgement',
    answer(
      'Automatisk svar fra Boligforeningen',
      'Tak for din henvendelse. Vi har modtaget den og svarer hurtigst muligt. Dette er en automatisk besked.',
      answers,
    ),
  ],
  [
    'a ticket system that acknowledges',
    {
      from: 'Support <support@firma.example>',
      subject: 'Sag 4711: Dit pas er klar',
      header: ['Auto-Submitted: auto-replied', 'Reply-To: sag@support.firma.example', ...answers],
      text: 'Svar over denne linje\n\nTak for din henvendelse. Vi har oprettet sag 4711.',
    },
  ],
]

export const ownCopies: readonly Row[] = [
  [
    'to a citizen',
    {
      from: `Borgerservice <${OURS}>`,
      to: 'inger@example.dk',
      subject: 'SV: Nyt pas',
      text: 'Kære Inger\n\nDit pas er klar.\n\nVenlig hilsen\nBorgerservice',
    },
  ],
  [
    'to a citizen and to itself',
    {
      from: `Borgerservice <${OURS.toUpperCase()}>`,
      to: `inger@example.dk, ${OURS}`,
      subject: 'Nyt pas',
      header: [`Reply-To: ${OURS}`],
      text: 'Dit pas er klar.',
    },
  ],
  [
    'with a copy to a citizen, as an answer',
    {
      from: OURS,
      to: OURS,
      subject: 'SV: Nyt pas',
      header: ['Cc: inger@example.dk', ...answers],
      text: 'Passet er klar.',
    },
  ],
]
