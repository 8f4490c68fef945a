import { describe, expect, it } from 'vitest'
import { imapClosed, isWorthRetrying, ThrottledError } from '../../../src/connections/errors.js'
import { toTriageError } from '../../../src/connections/imap-trouble.js'

const trouble = (fields: object) =>
  toTriageError(Object.assign(new Error('Command failed'), fields), 'mail.example:993')

describe('what an IMAP client throws', () => {
  it.each([
    ['a refused login', { authenticationFailed: true, responseStatus: 'NO' }, 'IMAP_LOGIN_REFUSED', false],
    [
      'a login that the line broke under',
      { authenticationFailed: true, code: 'NoConnection' },
      'IMAP_UNREACHABLE',
      true,
    ],
    [
      'a login that the server could not check',
      { authenticationFailed: true, responseStatus: 'NO', serverResponseCode: 'UNAVAILABLE' },
      'IMAP_UNREACHABLE',
      true,
    ],
    ['an unknown certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'IMAP_TLS_REFUSED', false],
    ['a certificate for another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'IMAP_TLS_REFUSED', false],
    ['a port without TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'IMAP_TLS_REFUSED', false],
    ['a silent port', { code: 'ETIMEDOUT' }, 'IMAP_UNREACHABLE', true],
    ['a refused command', { responseStatus: 'NO', serverResponseCode: 'NOPERM' }, 'IMAP_REFUSED', true],
    [
      'a throttled command',
      { code: 'ETHROTTLE', throttleReset: 92_415, responseStatus: 'BAD' },
      'IMAP_THROTTLED',
      true,
    ],
    ['something else', {}, 'IMAP_UNREACHABLE', true],
  ])('%s becomes one of our errors, with a hint', (_, fields, code, canRetry) => {
    const error = trouble(fields)
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/\w/) })
    expect(isWorthRetrying(error)).toBe(canRetry)
  })

  it('keeps the pause that a throttling server asks for', () => {
    const error = trouble({ code: 'ETHROTTLE', throttleReset: 92_415 })
    expect(error instanceof ThrottledError && error.retryAfterMs).toBe(92_415)
  })

  it('stays what it is when it is ours already', () => {
    const ours = imapClosed('mail.example:993')
    expect(toTriageError(ours, 'x')).toBe(ours)
  })
})
