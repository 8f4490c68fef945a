import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMaildirSource } from '../../../../src/ingest/sources/maildir.js'
import { knows, mailBytes, readAll, testSource } from '../../../contracts/source.js'
import { fileWith, removeTree, temporaryTree, treeTraces } from './temporary-tree.js'

async function makeMaildir(dir: string): Promise<void> {
  for (const leaf of ['cur', 'new', 'tmp']) await mkdir(join(dir, leaf), { recursive: true })
}

testSource('Maildir', async () => {
  const dir = await temporaryTree()
  await makeMaildir(dir)
  let count = 0
  return {
    source: createMaildirSource({ account: `maildir:${dir}`, dir }),
    add: (bytes) => {
      count += 1
      const isSeen = count % 2 === 0
      const name = `${1_700_000_000 + count}.M1P2.host`
      return writeFile(join(dir, isSeen ? 'cur' : 'new', isSeen ? `${name}:2,S` : name), bytes)
    },
    remove: async (bytes) => rm(await fileWith(dir, bytes)),
    traces: () => treeTraces(dir),
    close: () => removeTree(dir),
  }
})

describe('Maildir', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await temporaryTree()
    await makeMaildir(dir)
  })
  afterEach(() => removeTree(dir))
  const source = () => createMaildirSource({ account: 'x', dir })

  it('reads Maildir++ folders and plain sub-folders, inbox first', async () => {
    await makeMaildir(join(dir, '.Afdelinger.Pas'))
    await makeMaildir(join(dir, 'arkiv', '2024'))
    await writeFile(join(dir, 'arkiv', '2024', 'cur', '1.a:2,'), mailBytes(3))
    await writeFile(join(dir, '.Afdelinger.Pas', 'new', '1.b'), mailBytes(2))
    await writeFile(join(dir, 'cur', '1.c:2,FS'), mailBytes(1))
    const folders = (await readAll(source())).flat().map((mail) => mail.location.folder)
    expect(folders).toEqual(['INBOX', '.Afdelinger.Pas', 'arkiv/2024'])
  })

  it('knows a mail again after a reader has moved it to "cur" and set flags', async () => {
    await writeFile(join(dir, 'new', '1700000000.M1P2.host'), mailBytes(1))
    const before = (await readAll(source())).flat()
    await rename(join(dir, 'new', '1700000000.M1P2.host'), join(dir, 'cur', '1700000000.M1P2.host:2,RS'))
    expect(await readAll(source(), knows(before))).toEqual([])
  })

  it('leaves half-delivered mail in "tmp" and hidden files alone', async () => {
    await writeFile(join(dir, 'tmp', '1.a'), mailBytes(1))
    await writeFile(join(dir, 'cur', '.nfs0001'), mailBytes(2))
    await writeFile(join(dir, 'dovecot-uidlist'), '3 V1')
    expect(await readAll(source())).toEqual([])
  })
})
