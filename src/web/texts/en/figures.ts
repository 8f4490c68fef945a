// The team lead's figures: of queues and weeks, never of persons.
import type { Texts } from '../da.js'

const mails = (count: string): string => (count === '1' ? '1 mail' : `${count} mails`)

export const enFigures: Texts['figures'] = {
  title: 'Figures',
  period: (first, last) => `${first} to ${last}. The figures are of queues and weeks, never of persons.`,
  weekOf: (week, year) => `week ${week}, ${year}`,
  week: (week) => `Week ${week}`,
  weeks: 'Time',
  lastWeeks: (count) => (count === 1 ? 'This week' : `The last ${count} weeks`),
  queue: 'Queue',
  allQueues: 'All queues',
  noGuess: 'Without a suggestion',
  submit: 'Show',
  csv: 'Get as CSV for a spreadsheet',
  empty: 'There are no figures for that time yet. They come when the program has seen its first mail.',

  filedAlone: 'Filed alone',
  blindError: 'Error in the blind sample',
  overridden: 'Moved afterwards',
  byPeople: 'Filed by people',
  waiting: 'Waiting',
  total: 'In all',
  tiles: {
    filedAlone: 'put into a queue without a person',
    blindError: (wrong, n) => `${wrong} wrong of ${n} answered`,
    blindNone: 'none is answered yet',
    overridden: 'that people have put elsewhere since',
    byPeople: 'put into a queue by a person',
    waiting: 'mails of the time that nobody has taken yet',
  },
  interval: (low, high) => `${low} to ${high}`,
  intervalHint: 'With 95 % confidence the true share lies in that span.',
  notMeasured: 'Not measured',

  closedTitle: 'Queues that are closed to automatic filing',
  closed: (queue, moment) => `${queue}, since ${moment}`,
  closedWhy: (wrong, n, promised) =>
    `${wrong} of ${n} blind answers were wrong; the promise is ${promised} at most.`,
  closedHint:
    'Mail for them goes to review. The operators open a queue again with "postfordeler queue open" when the cause is found.',
  driftTitle: (week) => `Week ${week} was unlike the weeks before`,
  drift: {
    novelty: (now, before) =>
      `${now} of the mail was unlike everything the model has learnt, ${before} before: a new matter, or a new kind of sender. Look at it, and train again if it stays.`,
    overrides: (now, before) =>
      `People moved ${now} of the filed mail elsewhere, ${before} before: the model errs more, or departments have changed.`,
    unknown: (now, before) =>
      `${now} of the words in the mail are unknown to the model, ${before} before: train again with newer mail.`,
    queue: (queue, now, before) =>
      `${queue} got ${now} of the mail, ${before} before: a season, a campaign, or mail that the model mistakes for it.`,
  },

  flowTitle: 'Week by week',
  flowDescription: (weeks, filed, byPeople, waiting) =>
    `Columns for ${weeks} weeks: ${filed} filed alone, ${byPeople} filed by people, ${waiting} waiting. The figures are in the table below the picture.`,
  column: (week, filed, byPeople, waiting) =>
    `${week}: ${filed} filed alone, ${byPeople} filed by people, ${waiting} waiting`,
  flowTable: 'The figures week by week',
  errorTitle: 'How often is the program wrong?',
  errorHint:
    'Measured in the blind sample: mail that the program has filed, and that a person has filed too without seeing where it went. The dot is what was measured; the line is where the true share lies with 95 % confidence; the mark is the promise.',
  verdict: {
    kept: (guarantee) => `under the promise of ${guarantee}`,
    broken: (guarantee) => `above the promise of ${guarantee}`,
    open: (guarantee) => `not yet surely under the promise of ${guarantee}`,
  },
  errorTable: 'The error queue by queue',
  errorNone: 'None of the blind sample was answered in that time, so the error is not measured.',
  spread: '95 % confidence',
  promise: 'Promise',
  answered: 'Answered',
  wrong: 'Wrong',
  share: 'Error',
  queuesTitle: 'Queue by queue',
  queuesHint: 'Choose a queue to see its weeks.',

  savingTitle: 'Time and money saved: an estimate',
  mails,
  hours: (hours) => `About ${hours} hours`,
  kroner: (kroner) => `About ${kroner} kr.`,
  savingMails: 'Filed alone and not moved since',
  savingHours: 'Time spared for finding the right queue',
  savingHoursSum: (rest, minutes, hours) => `${rest} × ${minutes} minutes ≈ ${hours} hours`,
  savingMoney: 'That is worth',
  savingMoneySum: (hours, rate, kroner) => `${hours} hours × ${rate} kr. ≈ ${kroner} kr.`,
  savingRate: (enquiry, minutes, rate) =>
    `The ${rate} kr. an hour come from an enquiry costing ${enquiry} kr. and taking ${minutes} minutes.`,
  savingCaveat:
    'This is a sum, not a measurement. Minutes and prices are those of the configuration (review.costs): write your own there when you have measured them.',
  savingErrors: (low, high) =>
    `Mail that lies wrong without anybody having noticed is counted as spared. By the blind sample that is ${low} to ${high} of what was filed.`,
  savingUnmeasured:
    'Mail that lies wrong without anybody having noticed is counted as spared. How much that is was not measured in that time.',

  columns: {
    queue: 'Queue',
    week: 'Week',
    filedAlone: 'Filed alone',
    overridden: 'Moved afterwards',
    byPeople: 'Filed by people',
    waiting: 'Waiting',
    blindAnswered: 'Blind answers',
    blindWrong: 'Of these wrong',
    blindLow: 'Error, lower bound (95 %)',
    blindHigh: 'Error, upper bound (95 %)',
  },
  fileName: (first, last) => `figures-${first}-${last}.csv`,
}
