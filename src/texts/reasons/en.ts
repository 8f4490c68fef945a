// The reasons in English.
import type { ReasonTexts } from './reason-texts.js'

const troubles: ReasonTexts['troubles'] = {
  'no-text': 'it has no text',
  encrypted: 'it is encrypted',
  'opaque-attachment': 'the content is in an attachment',
  'charset-guessed': 'the character set was guessed',
  undecodable: 'some characters were lost',
  'html-cut': 'it is very long and was cut',
  'text-cut': 'it is very long and was cut',
  'texts-differ': 'two texts that differ',
  'much-hidden': 'much hidden text',
  'no-message-id': 'it has no message id',
  'bad-date': 'the date cannot be read',
  'too-large': 'it is too large',
  malformed: 'it is malformed',
}

const doubts: ReasonTexts['doubts'] = {
  'shared-id': 'several different mails carry the same id',
  'many-writers': 'several people who have nothing to do with that mail refer to it',
  'other-writer': 'it is from somebody other than those who were writing',
  'other-matter': 'the subject is a different one',
  forgotten: "the first mail's text has been deleted, so the two cannot be compared",
  'model-disagrees': 'its text belongs in another queue',
  'switched-off': "replies are not filed automatically in their thread's queue at present",
}

const signs: ReasonTexts['signs'] = {
  'invisible-characters': 'invisible characters inside words were taken out',
  'look-alike-letters': 'letters of another alphabet were read as those they look like',
  'hidden-text': 'text that a reader cannot see was left out',
  'stand-in': 'the plain text only stood for the html, which was read instead',
  banner: 'a security banner was taken off',
  footer: 'a standing footer was taken off',
}

export const reasonsEn: ReasonTexts = {
  troubles,
  doubts,
  signs,
  names: {
    'automatic-mail': 'Automatic mail',
    'also-looked': 'Lies in another folder',
    'placed-by-person': 'Placed by a person',
    'taken-up': 'Taken up again',
    thread: 'Reply in a thread',
    'thread-in-doubt': 'Reply in doubt',
    rule: 'Rule',
    unreadable: 'Cannot be read',
    'unknown-language': 'Another language',
    outside: 'Possibly not ours',
    novel: 'Unlike known mail',
    confident: 'Confident',
    unsure: 'Uncertain suggestion',
    'no-promise': 'Too little experience with the queue',
    'queue-closed': 'The queue is closed to automatic filing',
    'suggest-mode': 'All mail is reviewed',
    'rate-limited': 'Hourly limit reached',
    'no-model': 'No model yet',
    failed: 'Could not be read',
    answered: 'Answered',
    undone: 'Answer undone',
  },
  sentences: {
    'automatic-mail': () => 'The mail was written by a machine.',
    'also-looked': ({ folder }) => `It lies in the folder ${folder}, where the program only looks.`,
    'placed-by-person': ({ by }) => `${by} placed it.`,
    'taken-up': ({ by }) => `It had been left, and ${by} took it up.`,
    thread: () => 'It replies to a mail that has been filed already.',
    'thread-in-doubt': ({ queue, why }) =>
      `It seems to reply to a mail in the queue "${queue}", but ${doubts[why]}.`,
    rule: ({ name }) => `The rule "${name}" matches.`,
    unreadable: (because) =>
      `The program cannot read it: ${because.troubles.map((one) => troubles[one]).join(', ')}.`,
    'unknown-language': (because, { language }) =>
      `It is written in a language in which the program may not file (${language(because.language)}).`,
    outside: () => 'It is possibly not ours, and that is for a person to decide.',
    novel: () => 'It is unlike the mail that the program has learnt from.',
    confident: ({ probability, threshold }, { percent }) =>
      `The program is confident: ${percent(probability)}, and ${percent(threshold)} is required.`,
    unsure: ({ probability, threshold }, { percent }) =>
      `The program is not confident enough: ${percent(probability)}, and ${percent(threshold)} is required.`,
    'no-promise': () =>
      'There is not enough experience with the most likely queue yet to file without a person.',
    'queue-closed': () =>
      'The queue is closed to automatic filing because too much of its mail was misfiled. A person has to reopen it.',
    'suggest-mode': () => 'The mailbox is set to have all mail reviewed.',
    'rate-limited': ({ limit }) => `The limit of ${limit} automatic moves per hour has been reached.`,
    'no-model': () => 'The program has not learnt to file mail yet.',
    failed: ({ attempts }) =>
      `It could not be read after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}.`,
    answered: ({ by }) => `${by} answered.`,
    undone: ({ by }) => `${by} undid an answer.`,
  },
}
