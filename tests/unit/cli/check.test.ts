import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { makeWorkplace, trainModels, type Workplace } from './cli-harness.js'

let trained: Awaited<ReturnType<typeof trainModels>>
let place: Workplace
beforeAll(async () => {
  trained = await trainModels()
  place = await makeWorkplace(trained)
})
afterAll(async () => {
  await place.remove()
  await trained.remove()
})

describe('check', () => {
  it('warns of a mailbox that has no address of its own, and fails nothing for it', async () => {
    const bare = await place.run('check')
    expect([bare.code, bare.out.join('\n')]).toEqual([
      0,
      expect.stringContaining('No address of this mailbox'),
    ])
    const config = parse(await readFile(place.configFile, 'utf8'))
    const mailboxes = config.mailboxes.map((one: object) => ({ ...one, addresses: ['post@kk.example'] }))
    await writeFile(place.configFile, stringify({ ...config, mailboxes }))
    const named = await place.run('check')
    expect(named.code).toBe(0)
    expect(named.out.join('\n')).not.toContain('No address')
  })
})
