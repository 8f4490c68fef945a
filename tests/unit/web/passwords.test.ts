import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword, passwordFault } from '../../../src/web/passwords.js'

describe('a password', () => {
  it('is kept as argon2id at the recommended strength, never the same twice', async () => {
    const [one, other] = [await hashPassword('syv grønne cykler'), await hashPassword('syv grønne cykler')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    expect(await isPassword('syv grønne cykler', one)).toBe(true)
    expect(await isPassword('syv grønne cykle', one)).toBe(false)
  })

  it('is the same however the keyboard made its å', async () => {
    const stored = await hashPassword('blå badebolde'.normalize('NFD'))
    expect(await isPassword('blå badebolde'.normalize('NFC'), stored)).toBe(true)
  })

  it('of nobody is never right', async () => {
    expect(await isPassword('nobody has this password', undefined)).toBe(false)
  })

  it.each([
    ['kortkortkor', 'tooShort'],
    ['🦊'.repeat(11), 'tooShort'],
    ['x'.repeat(201), 'tooLong'],
    ['Birthe-Holm-Hansen', 'likeName'],
    ['x'.repeat(200), undefined],
    ['tolv tegn ok', undefined],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, 'birthe-holm-hansen')).toBe(fault)
  })
})
