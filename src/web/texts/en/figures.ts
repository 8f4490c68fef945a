// The team lead's figures: of queues and weeks, never of persons.
import type { Texts } from '../da.js'

const mails = (count: string): string => (count === '1' ? '1 mail' : `${count} mails`)

export const enFigures: Texts['figures'] = {
  title: 'Figures',
  period: (first, last) => `${first} to ${last}. The figures are per queue and week, never per person.`,
  weekOf: (week, year) => `week ${week}, ${year}`,
  week: (week) => `Week ${week}`,
  weeks: 'Period',
  lastWeeks: (count) => (count === 1 ? 'This week' : `The last ${count} weeks`),
  queue: 'Queue',
  allQueues: 'All queues',
  noGuess: 'No suggestion',
  submit: 'Show',
  csv: 'Download as CSV for a spreadsheet',
  empty: 'There are no figures for this period yet. They appear when the program has seen its first mail.',

  filedAlone: 'Filed automatically',
  blindError: 'Error in the blind sample',
  leftError: 'Overlooked in what was left',
  overridden: 'Moved afterwards',
  byPeople: 'Filed by people',
  waiting: 'Waiting',
  total: 'Total',
  tiles: {
    filedAlone: 'filed in a queue without a person',
    blindError: (wrong, n) => `${wrong} wrong of ${n} answered`,
    blindNone: 'none answered yet',
    leftError: (wrong, n) => `with 95 % confidence. ${wrong} of ${n} answers found something for us`,
    atMost: (share) => `at most ${share}`,
    overridden: 'moved elsewhere by people since',
    byPeople: 'filed in a queue by a person',
    waiting: 'mails from the period that nobody has answered yet',
  },
  interval: (low, high) => `${low} to ${high}`,
  intervalHint: 'With 95 % confidence, the true share is within this range.',
  notMeasured: 'Not measured',

  closedTitle: 'Queues closed to automatic filing',
  closed: (queue, moment) => `${queue}, since ${moment}`,
  closedWhy: (wrong, n, promised) =>
    `${wrong} of ${n} in the blind sample were wrong; the promise is at most ${promised}.`,
  closedHint:
    'Their mail goes to review. The operators reopen a queue with "postfordeler queue open" when the cause has been found.',
  threadsClosedTitle: "Replies are not filed in their thread's queue",
  threadsClosed: (moment) => `Since ${moment}`,
  threadsClosedHint:
    'Replies go to review unless the model is sure of the same queue. The operators turn it on again with "postfordeler queue open --threads" when the cause has been found.',
  driftTitle: (week) => `Week ${week} was unlike the weeks before`,
  drift: {
    novelty: (now, before) =>
      `${now} of the mail was unlike anything the model has learnt, ${before} before: a new topic, or a new kind of sender. Look into it, and retrain if it persists.`,
    overrides: (now, before) =>
      `People moved ${now} of the filed mail elsewhere, ${before} before: the model makes more mistakes, or departments have changed.`,
    unknown: (now, before) =>
      `${now} of the words in the mail are unknown to the model, ${before} before: retrain with newer mail.`,
    queue: (queue, now, before) =>
      `${queue} got ${now} of the mail, ${before} before: a season, a campaign, or mail that the model mistakes for it.`,
  },

  flowTitle: 'Week by week',
  flowDescription: (weeks, filed, byPeople, waiting) =>
    `Columns for ${weeks} weeks: ${filed} filed automatically, ${byPeople} filed by people, ${waiting} waiting. The figures are in the table below the chart.`,
  column: (week, filed, byPeople, waiting) =>
    `${week}: ${filed} filed automatically, ${byPeople} filed by people, ${waiting} waiting`,
  flowTable: 'The figures week by week',
  errorTitle: 'How often is the program wrong?',
  errorHint:
    'Measured on the blind sample: mail that the program filed, and that a person filed too without seeing where it went. The dot is the measured share; the line is the range that contains the true share with 95 % confidence; the mark is the promise.',
  verdict: {
    kept: (guarantee) => `below the promise of ${guarantee}`,
    broken: (guarantee) => `above the promise of ${guarantee}`,
    open: (guarantee) => `not yet clearly below the promise of ${guarantee}`,
  },
  errorTable: 'The error queue by queue',
  errorNone: 'None of the blind sample was answered in this period, so the error has not been measured.',
  leftMail: 'Left alone',
  leftTitle: 'Was anything overlooked in what was left?',
  leftHint:
    'The program leaves mail from machines (automatic replies, receipts, delivery failures). Some of it appears in the blind sample, so that a person can say whether there is something for us in it without seeing that it was left. Mails that are alike count as one.',
  leftNone: (waiting) =>
    `None has been answered yet, so it has not been measured. ${waiting} wait for an answer.`,
  leftBound: (high, wrong, n, waiting) =>
    `At most ${high} was wrongly left. That is certain to 95 %, however often it is read. ${wrong} of ${n} answers found something for us; ${waiting} wait for an answer and do not count.`,
  leftTable: 'The answers about what was left, week by week',
  leftWrong: 'Something for us',
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
  savingMails: 'Filed automatically and not moved since',
  savingHours: 'Time saved on finding the right queue',
  savingHoursSum: (rest, minutes, hours) => `${rest} × ${minutes} minutes ≈ ${hours} hours`,
  savingMoney: 'Worth',
  savingMoneySum: (hours, rate, kroner) => `${hours} hours × ${rate} kr. ≈ ${kroner} kr.`,
  savingRate: (enquiry, minutes, rate) =>
    `The ${rate} kr. per hour assume that an enquiry costs ${enquiry} kr. and takes ${minutes} minutes.`,
  savingCaveat:
    'This is a calculation, not a measurement. Minutes and prices come from the configuration (review.costs): enter your own when you have measured them.',
  savingErrors: (low, high) =>
    `Misfiled mail that nobody has noticed counts as saved. According to the blind sample, that is ${low} to ${high} of what was filed.`,
  savingUnmeasured:
    'Misfiled mail that nobody has noticed counts as saved. How much that is was not measured in this period.',

  columns: {
    queue: 'Queue',
    week: 'Week',
    filedAlone: 'Filed automatically',
    overridden: 'Moved afterwards',
    byPeople: 'Filed by people',
    waiting: 'Waiting',
    blindAnswered: 'Blind sample answered',
    blindWrong: 'Of which wrong',
    blindLow: 'Error, lower bound (95 %)',
    blindHigh: 'Error, upper bound (95 %)',
  },
  fileName: (first, last) => `figures-${first}-${last}.csv`,
}
