// What a person limited to departments may see: mail suggested for them, or filed in them. The blind sample is for nobody limited,
// as its being shown would tell where the mail lies.
import type { Label } from '../ids.js'
import { type Decision, filedOrGuessed } from '../journey.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { Person } from './desk.js'

export const maySeeItem = (
  person: Person,
  { isBlind, guess }: Pick<ReviewItem, 'isBlind' | 'guess'>,
): boolean => person.departments === undefined || (!isBlind && isAmong(person.departments, guess))

export const maySeeFiled = (person: Person, decision: Decision | undefined): boolean =>
  person.departments === undefined || isAmong(person.departments, filedOrGuessed(decision))

// ---------------------------------------------------------------------------------------------------------------

const isAmong = (departments: readonly Label[], queue: Label | undefined): boolean =>
  queue !== undefined && departments.includes(queue)
