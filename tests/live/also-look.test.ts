// Folders that a server or a rule fills, on a real server: their mail is left where it lies, and is decided when a person puts it into the inbox.
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { mailIdOf } from '../../src/ids.js'
import { promote } from '../../src/model/current.js'
import { saveTinyModel } from '../unit/model/tiny.js'
import { type Installation, install } from './installation.js'

const letter = (name: string, text: string): Buffer =>
  Buffer.from(
    [
      `Message-ID: <${name}@borger.example>`,
      'From: Ane Prøve <ane@borger.example>',
      'To: borgerservice@kk.example',
      `Subject: ${name}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  )
const plain = letter('pas', 'Hej nyt pas til min søn, ring til mig')
const urgent = letter('barn', 'Jeg er bange for min nabos barn. Faren slår hende, og hun har blå mærker.')

let dir: string
let installed: Installation
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'postfordeler-also-look-'))
  const models = join(dir, 'models')
  await promote(models, await saveTinyModel(models))
  installed = await install({ models })
  const config = parse(await readFile(installed.configFile, 'utf8'))
  config.mailboxes[0].alsoLook = ['Junk', 'Findes ikke']
  await writeFile(installed.configFile, stringify(config))
  await installed.mailbox.createFolders('Junk')
  await installed.mailbox.append('Junk', [plain, urgent])
}, 120_000)
afterAll(async () => {
  await installed.remove()
  rmSync(dir, { recursive: true, force: true })
})

it('leaves what lies there, shows a person what must be seen, and decides what is put into the inbox', async () => {
  const pass = await installed.run('route', '--once', '--json')
  expect(pass.code).toBe(0)
  expect(JSON.parse(pass.stdout)).toMatchObject({ missing: ['Findes ikke'] })
  expect(await installed.mailbox.contents('Junk')).toHaveLength(2)
  const ledger = await installed.openLedger()
  try {
    const [left, shown] = [plain, urgent].map((bytes) => mailIdOf(bytes))
    expect(await ledger.leftMails({ filter: {}, limit: 5 })).toMatchObject([
      { mailId: left, sign: 'other-folder', reason: { kind: 'also-looked', folder: 'Junk' } },
    ])
    expect((await ledger.reviewItem(shown!))?.mustSee).toContain('child-in-danger')
    await installed.mailbox.append('INBOX', [plain])
    expect(await installed.run('route', '--once', '--json')).toMatchObject({ code: 0, stderr: '' })
    const decisions = await ledger.decisions(left!)
    expect(decisions).toHaveLength(2)
    expect(decisions[1]?.decision.because.kind).not.toBe('also-looked')
    expect(await installed.mailbox.contents('INBOX')).toHaveLength(
      decisions[1]?.decision.kind === 'route' ? 0 : 1,
    )
    expect((await installed.run('route', '--once', '--json')).code).toBe(0)
    expect(await ledger.decisions(left!)).toHaveLength(2)
  } finally {
    await ledger.close()
  }
}, 120_000)
