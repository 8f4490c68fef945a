// The reasons in English.
import type { ReasonTexts } from './reason-texts.js'

const troubles: ReasonTexts['troubles'] = {
  'no-text': 'it has no text',
  encrypted: 'it is encrypted',
  'opaque-attachment': 'the content is in an attached file',
  'charset-guessed': 'the characters are guessed',
  undecodable: 'some characters were lost',
  'html-cut': 'it is very long and was cut',
  'text-cut': 'it is very long and was cut',
  'no-message-id': 'it lacks a number',
  'bad-date': 'the date cannot be read',
  'too-large': 'it is too large',
  malformed: 'it is broken',
}

export const reasonsEn: ReasonTexts = {
  troubles,
  names: {
    'automatic-mail': 'Automatic mail',
    'placed-by-person': 'Placed by a person',
    thread: 'Answer in a thread',
    rule: 'Rule',
    unreadable: 'Cannot be read',
    'unknown-language': 'Another language',
    outside: 'Perhaps not ours',
    novel: 'Unlike what is known',
    confident: 'Sure enough',
    unsure: 'Unsure suggestion',
    'no-promise': 'Too little experience with the queue',
    'queue-closed': 'The queue is closed to filing alone',
    'suggest-mode': 'All is reviewed',
    'rate-limited': "The hour's limit is reached",
    'no-model': 'No model yet',
    failed: 'Reading failed',
    answered: 'Answered',
    undone: 'Answer taken back',
  },
  sentences: {
    'automatic-mail': () => 'The mail was written by a machine.',
    'placed-by-person': ({ by }) => `${by} has placed it.`,
    thread: () => 'It answers a mail that is filed already.',
    rule: ({ name }) => `The rule "${name}" fits.`,
    unreadable: (because) =>
      `The program cannot read it: ${because.troubles.map((one) => troubles[one]).join(', ')}.`,
    'unknown-language': (because, { language }) =>
      `It is written in a language that the program may not file in (${language(because.language)}).`,
    outside: () => 'Perhaps it is not ours, and that is for a person to decide.',
    novel: () => 'It is unlike the mails that the program has learnt from.',
    confident: ({ probability, threshold }, { percent }) =>
      `The program is sure enough: ${percent(probability)}, and ${percent(threshold)} is needed.`,
    unsure: ({ probability, threshold }, { percent }) =>
      `The program is not sure enough: ${percent(probability)}, and ${percent(threshold)} is needed.`,
    'no-promise': () =>
      'There is too little experience with the likeliest queue as yet to file without a person.',
    'queue-closed': () =>
      'The queue is closed to automatic filing because too many of its mails were misfiled. A person opens it again.',
    'suggest-mode': () => 'The mailbox is set so that all mail is reviewed.',
    'rate-limited': ({ limit }) => `The limit of ${limit} automatic moves an hour is reached.`,
    'no-model': () => 'The program has not learnt to file yet.',
    failed: ({ attempts }) => `It could not be read after ${attempts} attempts.`,
    answered: ({ by }) => `${by} answered.`,
    undone: ({ by }) => `${by} took an answer back.`,
  },
}
