// Why a mail is where it is.
import type { Texts } from '../da.js'

export const enReasons: Pick<Texts['work'], 'mustSee' | 'reasonNames' | 'reasons' | 'troubles'> = {
  mustSee: {
    'child-in-danger': 'A child may be in danger: to be assessed within 24 hours',
    threat: 'May contain a threat',
    suicide: 'May be about suicide',
    'access-to-documents': 'Access to documents: 7 working days',
    'data-protection': 'Data protection: 1 month',
    press: 'May be from the press',
    lawyer: 'May be from a lawyer',
  },

  reasonNames: {
    'automatic-mail': 'Automatic mail',
    'placed-by-person': 'Placed by a person',
    thread: 'Reply in a thread',
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

  reasons: {
    automatic: 'The mail was written by a machine.',
    placed: (name) => `${name} placed it.`,
    thread: 'It replies to a mail that has been filed already.',
    rule: (name) => `The rule "${name}" matches.`,
    unreadable: (what) => `The program cannot read it: ${what}.`,
    language: (language) => `It is written in a language in which the program may not file (${language}).`,
    outside: 'It is possibly not ours, and that is for a person to decide.',
    novel: 'It is unlike the mail that the program has learnt from.',
    confident: (got, needed) => `The program is confident: ${got}, and ${needed} is required.`,
    unsure: (got, needed) => `The program is not confident enough: ${got}, and ${needed} is required.`,
    noPromise: 'There is not enough experience with the most likely queue yet to file without a person.',
    queueClosed:
      'The queue is closed to automatic filing because too much of its mail was misfiled. A person has to reopen it.',
    suggestMode: 'The mailbox is set to have all mail reviewed.',
    rateLimited: (limit) => `The limit of ${limit} automatic moves per hour has been reached.`,
    noModel: 'The program has not learnt to file mail yet.',
    failed: (attempts) =>
      `It could not be read after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}.`,
    answered: (name) => `${name} answered.`,
    undone: (name) => `${name} undid an answer.`,
  },

  troubles: {
    'no-text': 'it has no text',
    encrypted: 'it is encrypted',
    'opaque-attachment': 'the content is in an attachment',
    'charset-guessed': 'the character set was guessed',
    undecodable: 'some characters were lost',
    'html-cut': 'it is very long and was cut',
    'text-cut': 'it is very long and was cut',
    'no-message-id': 'it has no message id',
    'bad-date': 'the date cannot be read',
    'too-large': 'it is too large',
    malformed: 'it is malformed',
  },
}
