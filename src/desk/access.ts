// Who may do what to which mail. Each mail id that comes in is asked about at one door, by where the mail is now and not by where
// the program once put it. A refused mail gives exactly what an unknown one gives.
import type { Label, MailId } from '../ids.js'
import type { CurrentMail, ReviewStore } from '../ledger/contract/reviews.js'
import {
  hasRole,
  type Person,
  type PersonRole,
  rolesThatAnswer,
  rolesThatFind,
  rolesThatSeeFigures,
} from '../roles.js'

interface Rule {
  readonly roles: readonly PersonRole[]
  /**
   * What a person limited to departments is held to. `listed`: suggested for them and no blind item, as being shown one would tell
   * where it was filed. `filed`: in one of their queues now, or suggested for it. `queue`: the queue itself is theirs.
   */
  readonly within: 'listed' | 'filed' | 'queue' | 'everything'
  /** Also one's own answer that has just sent the mail elsewhere: told who answered what, or taken back, never read. */
  readonly orOwnAnswer?: true
}

/** What a person can ask of the desk. The pages let in the same roles. */
export const rules = {
  list: { roles: rolesThatAnswer, within: 'listed' },
  open: { roles: rolesThatAnswer, within: 'listed', orOwnAnswer: true },
  claim: { roles: rolesThatAnswer, within: 'listed' },
  answer: { roles: rolesThatAnswer, within: 'listed', orOwnAnswer: true },
  find: { roles: rolesThatFind, within: 'filed' },
  view: { roles: rolesThatFind, within: 'filed' },
  html: { roles: rolesThatAnswer, within: 'filed' },
  move: { roles: rolesThatAnswer, within: 'filed' },
  undo: { roles: rolesThatAnswer, within: 'filed', orOwnAnswer: true },
  left: { roles: rolesThatAnswer, within: 'everything' },
  queue: { roles: rolesThatAnswer, within: 'queue' },
  figures: { roles: rolesThatSeeFigures, within: 'everything' },
} as const satisfies Readonly<Record<string, Rule>>

export type Act = keyof typeof rules
/** The acts that are done to one mail. */
type MailAct = { [One in Act]: (typeof rules)[One]['within'] extends 'listed' | 'filed' ? One : never }[Act]

export const mayAct = (person: Person, act: Act): boolean => hasRole(person, rules[act].roles)

/** The queues whose mail a person may do this to; undefined: all, blind items among them. Empty for who may not do it at all. */
export const queuesWithin = (person: Person, act: Act): readonly Label[] | undefined =>
  mayAct(person, act) ? person.departments : []

/** What was left belongs to no department, so it is for those who see all of them. */
export const mayActOnLeft = (person: Person): boolean => queuesWithin(person, 'left') === undefined

/** All that decides whose a mail is. */
type Placed = Pick<CurrentMail, 'label'> & Partial<Pick<CurrentMail, 'item' | 'answered'>>

export function may(person: Person, act: MailAct, mail: Placed, now: Date): boolean {
  const queues = queuesWithin(person, act)
  if (queues === undefined) return true
  const rule: Rule = rules[act]
  const isWithin = rule.within === 'listed' ? isListedFor(queues, mail) : isAmong(queues, mail.label)
  return isWithin || (rule.orOwnAnswer === true && mayAct(person, act) && isOwnAnswer(person, mail, now))
}

/** Queues are no secret, so that one is not a person's own may be said. */
export const mayWorkIn = (person: Person, queue: Label): boolean => {
  const queues = queuesWithin(person, 'queue')
  return queues === undefined || queues.includes(queue)
}

/** Lets a mail in, or not: undefined when there is no such mail, or none for this person's eyes. Reads nothing of its text. */
export type Door = (person: Person, act: MailAct, id: MailId) => Promise<CurrentMail | undefined>

export const createDoor =
  ({ ledger, now }: { readonly ledger: Pick<ReviewStore, 'currentMail'>; readonly now: () => Date }): Door =>
  async (person, act, id) => {
    const mail = await ledger.currentMail(id)
    return mail && may(person, act, mail, now()) ? mail : undefined
  }

// ---------------------------------------------------------------------------------------------------------------

const isAmong = (queues: readonly Label[], queue: Label | undefined): boolean =>
  queue !== undefined && queues.includes(queue)

const isListedFor = (queues: readonly Label[], { item, label }: Placed): boolean =>
  item?.state === 'open' ? !item.isBlind && isAmong(queues, item.guess) : isAmong(queues, label)

/** Long enough to see that the wrong button was pressed. */
const OWN_ANSWER_MS = 15 * 60_000

const isOwnAnswer = ({ name }: Person, { answered }: Placed, now: Date): boolean =>
  answered?.by === name && now.getTime() - Date.parse(answered.at) <= OWN_ANSWER_MS
