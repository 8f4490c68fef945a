import { expect, it } from 'vitest'
import { mailIdOf } from '../../src/ids.js'
import { mailBytes, readAll, testSource } from '../contracts/source.js'
import { createMemorySource } from '../memory-source.js'

testSource('memory', async () => {
  const source = createMemorySource({ account: 'memory' })
  const taken = new Set<string>()
  const receivedAt = '2025-03-04T09:12:00.000Z'
  return {
    source: {
      ...source,
      async *fetchNew(known, options) {
        for await (const batch of source.fetchNew(known, options)) {
          const left = batch.filter((mail) => !taken.has(mail.id))
          if (left.length > 0) yield left
        }
      },
    },
    add: async (bytes) => {
      source.add({ bytes, receivedAt })
    },
    remove: async (bytes) => {
      taken.add(mailIdOf(bytes))
    },
    traces: async () => undefined,
    close: async () => undefined,
  }
})

it('counts UIDs from 1 in each folder', async () => {
  const source = createMemorySource({
    account: 'memory',
    mails: [{ bytes: mailBytes(1) }, { bytes: mailBytes(2), folder: 'Pas' }, { bytes: mailBytes(3) }],
  })
  const places = (await readAll(source)).flat().map(({ location }) => `${location.folder} ${location.uid}`)
  expect(places).toEqual(['INBOX 1', 'Pas 1', 'INBOX 2'])
})
