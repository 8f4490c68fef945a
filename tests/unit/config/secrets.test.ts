import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPassword } from '../../../src/config/secrets.js'

const configDir = mkdtempSync(join(tmpdir(), 'secrets-'))

function passwordFile(content: string, mode = 0o600): string {
  const name = `password-${content.length}-${mode}`
  writeFileSync(join(configDir, name), content)
  chmodSync(join(configDir, name), mode)
  return name
}

describe('a password', () => {
  it.each([
    ['without its line end', 'hemmelig\n', 'hemmelig'],
    ['without a Windows line end', 'hemmelig\r\n', 'hemmelig'],
    ['with the spaces that are part of it', ' hem melig ', ' hem melig '],
    ['with all but the last line end', 'a\n\n', 'a\n'],
  ])('is read from its file %s', (_rule, content, password) => {
    expect(readPassword({ passwordFile: passwordFile(content) }, { configDir, env: {} })).toBe(password)
  })

  it('is read from the variable that the account names', () => {
    expect(readPassword({ passwordEnv: 'P' }, { configDir, env: { P: 'hemmelig' } })).toBe('hemmelig')
  })

  it.each([
    ['the file is missing', { passwordFile: 'none' }, 'CONFIG_PASSWORD_UNREADABLE'],
    ['the file is a folder', { passwordFile: '.' }, 'CONFIG_PASSWORD_UNREADABLE'],
    ['the file is empty', { passwordFile: passwordFile('\n') }, 'CONFIG_PASSWORD_MISSING'],
    ['the variable is not set', { passwordEnv: 'P' }, 'CONFIG_PASSWORD_MISSING'],
    ['no place is named', {}, 'CONFIG_PASSWORD_MISSING'],
  ])('cannot be had when %s', (_why, imap, code) => {
    expect(() => readPassword(imap, { configDir, env: {} })).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    [0o600, 0],
    [0o640, 0],
    [0o644, 1],
  ])('in a file of mode %o gives %i warnings, none with the password in it', (mode, count) => {
    const warnings: string[] = []
    const warn = (message: string) => warnings.push(message)
    readPassword({ passwordFile: passwordFile('hemmelig', mode) }, { configDir, env: {}, warn })
    expect(warnings).toHaveLength(count)
    expect(warnings.join()).not.toContain('hemmelig')
  })
})
