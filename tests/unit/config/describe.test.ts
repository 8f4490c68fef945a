import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configTable, initialConfig } from '../../../src/config/describe.js'
import { loadConfig } from '../../../src/config/load.js'
import type { Config } from '../../../src/config/schema.js'
import { settings } from '../../../src/config/settings.js'

function load(text: string): Config {
  const cwd = mkdtempSync(join(tmpdir(), 'init-'))
  writeFileSync(join(cwd, 'postfordeler.yml'), text)
  return loadConfig({ cwd, env: {} })
}

describe('the configuration that init writes', () => {
  it('loads as it is', () => {
    const config = load(initialConfig())
    expect(config.mailboxes[0]?.mode).toBe('shadow')
    expect(config.queues['pas']?.folder).toBe('Afdelinger/Pas')
  })

  it('loads with everything in it that was left out, but the second of two alternatives', () => {
    const all = initialConfig()
      .replace(/^ *#(path|passwordEnv|clientSecretEnv): .*\n/gm, '')
      .replace(/^( *)#(?! )/gm, '$1')
    const config = load(all)
    expect(config.rules).toHaveLength(1)
    expect(config.queues['pas']?.promise).toEqual({ error: 0.02, confidence: 0.95 })
  })

  it.each(settings())('holds $path', ({ path }) => {
    const key = path.replace(/^.*[.\]]/, '')
    expect(initialConfig()).toMatch(new RegExp(`^ *#?(- )?${key}:`, 'm'))
  })

  it('keeps its remarks to one line each', () => {
    expect(
      initialConfig()
        .split('\n')
        .filter((line) => line.length > 140),
    ).toEqual([])
  })
})

describe('the table of settings', () => {
  it.each(settings())('says what $path is for', ({ path, help }) => {
    expect(help).not.toBe('')
    expect(configTable()).toContain(`| \`${path}\` |`)
  })
})
