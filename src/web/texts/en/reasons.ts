// Why a mail is where it is.
import { reasonsEn } from '../../../texts/reasons/en.js'
import type { Texts } from '../da.js'

export const enReasons: Pick<Texts['work'], 'mustSee' | 'reasonNames'> = {
  mustSee: {
    'child-in-danger': 'A child may be in danger: to be assessed within 24 hours',
    threat: 'May contain a threat',
    suicide: 'May be about suicide',
    'access-to-documents': 'Access to documents: 7 working days',
    'data-protection': 'Data protection: 1 month',
    press: 'May be from the press',
    lawyer: 'May be from a lawyer',
  },

  reasonNames: reasonsEn.names,
}
