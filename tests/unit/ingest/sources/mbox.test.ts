import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMboxSource } from '../../../../src/ingest/sources/mbox.js'
import { mailBytes, readAll, testSource } from '../../../contracts/source.js'
import { removeTree, temporaryTree, treeTraces } from './temporary-tree.js'

const fromLine = 'From borger@example.dk Tue Mar  4 09:12:00 2025\n'

const entry = (bytes: Uint8Array): Buffer => {
  const quoted = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^(>*From )/gm, '>$1')
  return Buffer.from(`${fromLine}${quoted}\n\n`, 'latin1')
}

testSource('mbox', async () => {
  const dir = await temporaryTree()
  const file = join(dir, 'post.mbox')
  await writeFile(file, '')
  return {
    source: createMboxSource({ account: `mbox:${file}`, file }),
    add: (bytes) => appendFile(file, entry(bytes)),
    remove: async (bytes) => {
      const all = (await readFile(file)).toString('latin1')
      await writeFile(file, all.replace(entry(bytes).toString('latin1'), ''), 'latin1')
    },
    traces: () => treeTraces(dir),
    close: () => removeTree(dir),
  }
})

describe('mbox', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await temporaryTree()
  })
  afterEach(() => removeTree(dir))

  async function bodiesOf(text: string): Promise<readonly string[]> {
    const file = join(dir, 'a.mbox')
    await writeFile(file, text)
    const mails = (await readAll(createMboxSource({ account: 'x', file }))).flat()
    return mails.map((mail) => Buffer.from(mail.bytes).toString('latin1'))
  }

  it('takes one ">" off quoted From lines', async () => {
    const text = `${fromLine}Subject: a\n\n>From os alle\n>>From dem\n\n`
    expect(await bodiesOf(text)).toEqual(['Subject: a\n\nFrom os alle\n>From dem'])
  })

  it.each([
    ['in the middle of a paragraph', 'Hej\nFrom Copenhagen with love in 2025\n'],
    ['after an empty line but without a time', 'Hej\n\nFrom Copenhagen with love\n'],
  ])('does not split a mail at an unquoted From line %s', async (_, body) => {
    expect(await bodiesOf(`${fromLine}Subject: a\n\n${body}\n${fromLine}Subject: b\n\nHej\n`)).toHaveLength(2)
  })

  it('reads the time of the From line', async () => {
    const file = join(dir, 'a.mbox')
    await writeFile(file, entry(mailBytes(1)))
    const [mail] = (await readAll(createMboxSource({ account: 'x', file }))).flat()
    expect(mail?.receivedAt).toBe('2025-03-04T09:12:00.000Z')
  })

  it('gives two copies of the same mail numbers of their own', async () => {
    const file = join(dir, 'a.mbox')
    await writeFile(file, Buffer.concat([entry(mailBytes(1)), entry(mailBytes(1))]))
    const mails = (await readAll(createMboxSource({ account: 'x', file }))).flat()
    expect(new Set(mails.map((mail) => mail.location.uid)).size).toBe(2)
    expect(new Set(mails.map((mail) => mail.id)).size).toBe(1)
  })

  it('throws when the file is away, rather than saying that there is no mail', async () => {
    const source = createMboxSource({ account: 'x', file: join(dir, 'none.mbox') })
    await expect(readAll(source)).rejects.toThrow(/ENOENT/)
  })
})
