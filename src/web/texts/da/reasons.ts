// Hvorfor en mail er, hvor den er.
import { reasonsDa } from '../../../texts/reasons/da.js'

export const daReasons = {
  mustSee: {
    'child-in-danger': 'Et barn kan være i fare: skal vurderes inden 24 timer',
    threat: 'Kan rumme en trussel',
    suicide: 'Kan handle om selvmord',
    'access-to-documents': 'Aktindsigt: 7 arbejdsdage',
    'data-protection': 'Databeskyttelse: 1 måned',
    press: 'Kan være fra pressen',
    lawyer: 'Kan være fra en advokat',
  },

  reasonNames: reasonsDa.names,
}
