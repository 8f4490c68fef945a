import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../../src/ids.js'
import { createEmlFolderSource } from '../../../../src/ingest/sources/eml-folder.js'
import type { RawMail } from '../../../../src/journey.js'
import { knows, knowsNothing, mailBytes, readAll, testSource } from '../../../contracts/source.js'
import { fileWith, removeTree, temporaryTree, treeTraces } from './temporary-tree.js'

testSource('eml folder', async () => {
  const dir = await temporaryTree()
  let count = 0
  return {
    source: createEmlFolderSource({ account: `eml:${dir}`, dir }),
    add: (bytes) => {
      count += 1
      return writeFile(join(dir, `${String(count).padStart(4, '0')}.eml`), bytes)
    },
    remove: async (bytes) => rm(await fileWith(dir, bytes)),
    traces: () => treeTraces(dir),
    close: () => removeTree(dir),
  }
})

describe('eml folder', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await temporaryTree()
  })
  afterEach(() => removeTree(dir))
  const read = async () => (await readAll(createEmlFolderSource({ account: 'x', dir }))).flat()

  it('reads the whole tree sorted by path, and names the folder of each mail', async () => {
    await mkdir(join(dir, 'pas', 'gammelt'), { recursive: true })
    await writeFile(join(dir, 'pas', 'gammelt', 'b.eml'), mailBytes(3))
    await writeFile(join(dir, 'pas', 'a.EML'), mailBytes(2))
    await writeFile(join(dir, 'a.eml'), mailBytes(1))
    expect((await read()).map((mail) => mail.location.folder)).toEqual(['.', 'pas', 'pas/gammelt'])
  })

  it('leaves other files and links to folders alone', async () => {
    await writeFile(join(dir, 'README.md'), 'not a mail')
    await mkdir(join(dir, 'folder.eml'))
    await symlink(dir, join(dir, 'circle'))
    expect(await read()).toEqual([])
  })

  it('takes a file that was written anew for a new mail', async () => {
    const file = join(dir, 'a.eml')
    await writeFile(file, mailBytes(1).slice(0, 20))
    const half = await read()
    await writeFile(file, mailBytes(1))
    await utimes(file, new Date(0), new Date(0))
    const source = createEmlFolderSource({ account: 'x', dir })
    expect((await readAll(source, knows(half))).flat()).toHaveLength(1)
  })

  it('leaves out a file that vanishes between listing and reading', async () => {
    await writeFile(join(dir, 'a.eml'), mailBytes(1))
    await writeFile(join(dir, 'b.eml'), mailBytes(2))
    const source = createEmlFolderSource({ account: 'x', dir })
    const takesOneAway = async () => {
      await rm(join(dir, 'a.eml'), { force: true })
      return knowsNothing('', '')
    }
    const mails = (await readAll(source, takesOneAway)).flat()
    expect(mails.map((mail) => Buffer.from(mail.bytes))).toEqual([Buffer.from(mailBytes(2))])
  })

  it('brings the others, and then an error, when a file cannot be read', async () => {
    for (const n of [1, 2, 3]) await writeFile(join(dir, `${n}.eml`), mailBytes(n))
    const source = createEmlFolderSource({ account: 'x', dir })
    const turnsOneIntoAFolder = async () => {
      await rm(join(dir, '2.eml'))
      await mkdir(join(dir, '2.eml'))
      return new Set<number>()
    }
    const found: RawMail[] = []
    const pass = async () => {
      for await (const batch of source.fetchNew(turnsOneIntoAFolder, { batchMails: 1 })) found.push(...batch)
    }
    await expect(pass()).rejects.toMatchObject({ code: 'SOURCE_FILES_UNREADABLE' })
    expect(found.map((mail) => mail.id)).toEqual([mailIdOf(mailBytes(1)), mailIdOf(mailBytes(3))])
  })

  it('throws when the folder itself is away, rather than saying that there is no mail', async () => {
    await removeTree(dir)
    await expect(read()).rejects.toThrow(/ENOENT/)
  })
})
