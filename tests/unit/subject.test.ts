import { describe, expect, it } from 'vitest'
import { subjectCore } from '../../src/subject.js'

describe('subjectCore', () => {
  it.each([
    ['Fornyelse af pas', 'Fornyelse af pas', false, false],
    ['SV: Fornyelse af pas', 'Fornyelse af pas', true, false],
    ['Sv: VS: Re: Fwd: AW: WG: Videresendt: Hul', 'Hul', true, true],
    ['VS: Hul i vejen', 'Hul i vejen', false, true],
    ['RE: [EKSTERN] SV: Sag 12', 'Sag 12', true, false],
    ['[Sag 2025-7] SV: Husleje', '[Sag 2025-7] Husleje', true, false],
    ['Re[2]: Hul', 'Hul', true, false],
    ['SV:SV:SV: Hul', 'Hul', true, false],
    ['Vedr.: Hul', 'Vedr.: Hul', false, false],
    ['Svar ønskes: hvornår', 'Svar ønskes: hvornår', false, false],
    ['SVendeprøve', 'SVendeprøve', false, false],
    ['', '', false, false],
    ['SV:', '', true, false],
  ])('%j has the core %j', (subject, core, isReply, isForward) => {
    expect(subjectCore(subject)).toEqual({ core, isReply, isForward })
  })

  it('is done with a subject of nothing but prefixes', () => {
    expect(subjectCore('SV: '.repeat(10_000)).isReply).toBe(true)
  })
})
