import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createOpenFolder,
  type FolderCommands,
  messageIdIn,
  movedKeyword,
  moveWayOf,
  uidSet,
} from '../../../src/connections/imap-open-folder.js'

/** A client that answers as given, and notes what it was told to do. */
function clientWith(
  capabilities: readonly string[],
  answers: Partial<FolderCommands> = {},
): { readonly client: FolderCommands; readonly told: string[] } {
  const told: string[] = []
  const note = (line: string) => {
    told.push(line)
    return true
  }
  const everyUid = (set: string) => new Map(expand(set).map((uid) => [uid, uid + 1000]))
  const copied = (verb: string) => async (set: string) => {
    note(`${verb} ${set}`)
    return { uidValidity: 7n, uidMap: everyUid(set) }
  }
  return {
    told,
    client: {
      usable: true,
      mailbox: { path: 'INBOX', uidValidity: 3n },
      capabilities: new Map(capabilities.map((name) => [name, true])),
      search: async () => [],
      fetch: async function* () {},
      messageMove: copied('move'),
      messageCopy: copied('copy'),
      messageDelete: async (set) => note(`delete ${set}`),
      messageFlagsAdd: async (set, flags) => note(`flag ${set} ${flags.join()}`),
      ...answers,
    },
  }
}

const expand = (set: string): number[] =>
  set.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split(':').map(Number)
    return Array.from({ length: to - from + 1 }, (_, n) => from + n)
  })

describe('a set of UIDs', () => {
  it('is written with ranges', () => {
    expect(uidSet([7, 2, 3, 1])).toBe('1:3,7')
  })

  it('means exactly the UIDs it was made of', () => {
    const uids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 })
    fc.assert(
      fc.property(uids, (some) => {
        expect(expand(uidSet(some))).toEqual([...some].sort((left, right) => left - right))
      }),
    )
  })
})

describe('a Message-ID', () => {
  it.each([
    ['plain', 'Message-ID: <a@b>\r\n\r\n', 'a@b'],
    ['in another case', 'MESSAGE-Id:<a@b>\r\n', 'a@b'],
    ['folded', 'Message-ID:\r\n <a@b>\r\n', 'a@b'],
    ['without brackets', 'Message-ID: a@b \r\n', 'a@b'],
    ['absent', '\r\n', undefined],
    ['empty', 'Message-ID: \r\n\r\n', undefined],
  ])('is read %s', (_, header, expected) => {
    expect(messageIdIn(header)).toBe(expected)
  })
})

describe('moving', () => {
  it.each([
    [['MOVE', 'UIDPLUS'], 'move'],
    [['MOVE'], 'move'],
    [['UIDPLUS'], 'copy-expunge'],
    [[], 'copy-mark'],
  ])('on a server with %j goes by %s', (capabilities, way) => {
    expect(moveWayOf(new Map(capabilities.map((name) => [name, true])))).toBe(way)
  })

  it('asks for sets of at most 100 UIDs', async () => {
    const { client, told } = clientWith(['MOVE', 'UIDPLUS'])
    const uids = Array.from({ length: 250 }, (_, n) => n + 1)
    expect((await createOpenFolder(client).move(uids, 'Pas')).moved.size).toBe(250)
    expect(told).toEqual(['move 1:100', 'move 101:200', 'move 201:250'])
  })

  it.each([
    ['false', async () => false as const],
    ['a map without UIDs', async () => ({ uidValidity: 7n })],
    ['a broken line', () => Promise.reject(new Error('cut'))],
  ])('calls nothing moved when the answer is %s', async (_, messageMove) => {
    const { client } = clientWith(['MOVE', 'UIDPLUS'], { messageMove })
    expect((await createOpenFolder(client).move([1, 2], 'Pas')).moved.size).toBe(0)
  })

  it('removes only the originals whose copies the server has named', async () => {
    const copied = { uidValidity: 7n, uidMap: new Map([[2, 10]]) }
    const { client, told } = clientWith(['UIDPLUS'], { messageCopy: async () => copied })
    expect([...(await createOpenFolder(client).move([1, 2, 3], 'Pas')).moved]).toEqual([[2, 10]])
    expect(told).toEqual(['delete 2'])
  })

  it('never deletes on a server without UIDPLUS, where EXPUNGE destroys the mail of others', async () => {
    const { client, told } = clientWith([])
    const folder = createOpenFolder(client)
    expect((await folder.move([1, 2], 'Pas')).moved.size).toBe(0)
    expect(await folder.removeCopied([1, 2])).toBe(false)
    expect(told).toEqual(['copy 1:2'])
  })
})

describe('what keeps mail from being moved away', () => {
  const open = (capabilities: readonly string[], mailbox: object) => {
    const { client } = clientWith(capabilities, { mailbox: { path: 'INBOX', uidValidity: 3n, ...mailbox } })
    return createOpenFolder(client).obstacle
  }

  it.each([
    ['a folder that may only be read', ['MOVE'], { readOnly: true }, /only read/],
    [
      'no right to delete, without MOVE',
      ['UIDPLUS'],
      { permanentFlags: new Set(['\\Seen']) },
      /Deleted.*removed/,
    ],
    ['no keywords, without UIDPLUS', [], { permanentFlags: new Set(['\\Deleted']) }, /marked/],
  ])('is told before anything is copied: %s', (_, capabilities, mailbox, expected) => {
    expect(open(capabilities, mailbox)).toMatch(expected)
  })

  it.each([
    ['with MOVE, which the server refuses by itself', ['MOVE'], { permanentFlags: new Set<string>() }],
    ['when the server does not say what may be set', ['UIDPLUS'], {}],
    ['when any keyword may be set', [], { permanentFlags: new Set(['\\*']) }],
  ])('is nothing %s', (_, capabilities, mailbox) => {
    expect(open(capabilities, mailbox)).toBeUndefined()
  })
})

describe('a server without MOVE and UIDPLUS', () => {
  it('is never asked about originals that a move left behind', async () => {
    const asked: unknown[] = []
    const search = async (terms: unknown) => {
      asked.push(terms)
      return []
    }
    const folder = createOpenFolder(clientWith([], { search }).client)
    await folder.uids()
    await folder.searchSize(7)
    expect(asked).toMatchObject([{ unKeyword: movedKeyword }, { unKeyword: movedKeyword, larger: 6 }])
  })
})

describe('an answer that did not come', () => {
  it.each([
    ['a search', { search: async () => false as const }],
    ['a search after the line broke', { usable: false }],
    ['a fetch while no folder is open', { mailbox: { path: 'Another' } }],
  ])('is never taken for "no mail": %s', async (_, answers) => {
    const changing: { -readonly [Key in keyof FolderCommands]: FolderCommands[Key] } = clientWith([]).client
    const folder = createOpenFolder(changing)
    Object.assign(changing, answers)
    await expect(folder.uids().then(() => folder.fetchRaw([1]))).rejects.toThrow(/not answered/)
  })
})
