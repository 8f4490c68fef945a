import { describe, expect, it } from 'vitest'
import { grantedBy } from '../../../src/web/login/group-roles.js'

const rules: Parameters<typeof grantedBy>[1] = [
  { group: 'pas', roles: ['caseworker'], departments: ['pas'] },
  { group: 'vej', roles: ['caseworker'], departments: ['vej', 'pas'] },
  { group: 'alle', roles: ['caseworker', 'lead'] },
  { group: 'it', roles: ['admin'] },
]

describe('groups of the directory', () => {
  it.each([
    [[], { roles: [], departments: undefined }],
    [['unknown'], { roles: [], departments: undefined }],
    [['pas'], { roles: ['caseworker'], departments: ['pas'] }],
    [['vej', 'pas'], { roles: ['caseworker'], departments: ['pas', 'vej'] }],
    [['pas', 'alle'], { roles: ['caseworker', 'lead'], departments: undefined }],
    [['it'], { roles: ['admin'], departments: undefined }],
    [['it', 'pas'], { roles: ['caseworker', 'admin'], departments: ['pas'] }], // being admin opens no mail
  ])('%j give %j', (groups, granted) => {
    expect(grantedBy(groups, rules)).toEqual(granted)
  })
})
