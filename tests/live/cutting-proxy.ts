// A line to a server that fails as networks do: cut after any byte, silent from any byte on, or one byte at a time.
import { connect, createServer, type Socket } from 'node:net'

export type Direction = 'fromServer' | 'fromClient'

/** What happens to one connection. Bytes are counted from its start, in one direction. */
export type LineTrouble =
  | { readonly kind: 'cut'; readonly direction: Direction; readonly afterBytes: number }
  /** From there on nothing passes in this direction, and nobody is told. */
  | { readonly kind: 'stall'; readonly direction: Direction; readonly afterBytes: number }
  /**
   * The first command that fits is not answered: the server has carried it out, or never got it. `isLate`: it gets it when the test
   * calls `release`, long after the client has given up.
   */
  | { readonly kind: 'silence'; readonly command: RegExp; readonly reaches: 'server' | 'nobody' | 'late' }
  /** Every byte in a packet of its own. */
  | { readonly kind: 'trickle' }

export interface CuttingProxy {
  readonly port: number
  /** Cuts the next connection when so many bytes have passed in this direction; later ones are left whole. */
  cutNext(direction: Direction, afterBytes: number): void
  /** What befalls the next connection; later ones are left whole. */
  troubleNext(trouble: LineTrouble): void
  /** What befalls the last connection, if it still stands, from now on; and otherwise the next. */
  troubleNow(trouble: LineTrouble): void
  /** Ends every connection at once. */
  drop(): void
  /** Whether the last trouble asked for has come to pass. */
  hasStruck(): boolean
  /** Bytes that passed in the last connection. */
  passed(): Readonly<Record<Direction, number>>
  /** Where each packet of the last connection began: the boundaries of commands and of answers. */
  boundaries(): Readonly<Record<Direction, readonly number[]>>
  /** Waits until the server, too, has noticed that the line is cut, and so has finished what it was doing. */
  settled(): Promise<void>
  /** The last connection, also after a later one was made: its end at the server, and a way to let the server have what is `late`. */
  line(): { readonly settled: Promise<void>; readonly release: () => void }
  close(): Promise<void>
}

export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let next: LineTrouble | undefined
  let line = noLine()
  let fate: Fate | undefined
  let hasStruck = false
  const sockets = new Set<Socket>()
  const strike = () => {
    hasStruck = true
  }

  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true })
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined) // a cut line has errors
      socket.once('close', () => sockets.delete(socket))
    }
    const mine = { trouble: next, strike }
    fate = mine
    line = joinEnds(client, server, mine)
    client.once('close', () => {
      if (fate === mine) fate = undefined
    })
    next = undefined
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const troubleNext = (trouble: LineTrouble) => {
    next = trouble
    hasStruck = false
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cutNext: (direction, afterBytes) => troubleNext({ kind: 'cut', direction, afterBytes }),
    troubleNext,
    troubleNow: (trouble) => {
      if (!fate) return troubleNext(trouble)
      fate.trouble = trouble
      hasStruck = false
    },
    drop: () => {
      for (const socket of sockets) socket.destroy()
    },
    hasStruck: () => hasStruck,
    passed: () => line.passed,
    boundaries: () => line.boundaries,
    settled: () => line.serverEnd,
    line: () => ({ settled: line.serverEnd, release: line.release }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Line {
  readonly passed: Record<Direction, number>
  readonly boundaries: Record<Direction, number[]>
  readonly serverEnd: Promise<void>
  readonly release: () => void
}

const noLine = (): Line => ({
  passed: { fromServer: 0, fromClient: 0 },
  boundaries: { fromServer: [], fromClient: [] },
  serverEnd: Promise.resolve(),
  release: () => undefined,
})

interface Fate {
  trouble: LineTrouble | undefined
  /** Is told when it comes to pass. */
  readonly strike: () => void
}

function joinEnds(client: Socket, server: Socket, fate: Fate): Line {
  const ends = { fromClient: { from: client, to: server }, fromServer: { from: server, to: client } }
  const line = noLine()
  const held: Held = { silent: new Set(), late: [] }
  carry('fromClient', ends.fromClient, { fate, ...held, line })
  carry('fromServer', ends.fromServer, { fate, ...held, line })
  return {
    ...line,
    serverEnd: new Promise((resolve) => server.once('close', () => resolve())),
    release: () => server.end(Buffer.concat(held.late.splice(0))),
  }
}

interface Held {
  /** Directions in which nothing passes any more. */
  readonly silent: Set<Direction>
  /** What the client sent, waiting to be released; the server's end is left open for it. */
  readonly late: Buffer[]
}

function carry(
  direction: Direction,
  { from, to }: { readonly from: Socket; readonly to: Socket },
  { fate, silent, late, line: { passed, boundaries } }: Held & { readonly fate: Fate; readonly line: Line },
): void {
  let flushed: Promise<void> = Promise.resolve()
  const strikeAt = (data: Buffer, room: number): void => {
    const { trouble } = fate
    fate.strike()
    to.write(data.subarray(0, Math.max(0, room)))
    if (trouble?.kind === 'stall') silent.add(direction)
    else if (trouble?.kind === 'silence') fallSilent(trouble.reaches, data)
    else cut(direction, from, to)
  }
  const fallSilent = (reaches: 'server' | 'nobody' | 'late', data: Buffer): void => {
    silent.add(reaches === 'server' ? 'fromServer' : 'fromClient')
    if (reaches === 'server') to.write(data)
    if (reaches === 'late') late.push(data)
  }
  from.on('data', (data: Buffer) => {
    if (silent.has(direction)) return
    const { trouble } = fate
    boundaries[direction].push(passed[direction])
    const room = roomFor(trouble, direction, { passed: passed[direction], data })
    passed[direction] += data.length
    if (data.length >= room) return strikeAt(data, room)
    if (trouble?.kind === 'trickle') flushed = flushed.then(() => trickle(to, data))
    else to.write(data)
  })
  const end = () => void flushed.then(() => (late.length > 0 ? undefined : to.end()))
  from.once('end', end)
  from.once('close', end)
}

function cut(direction: Direction, from: Socket, to: Socket): void {
  const [client, server] = direction === 'fromClient' ? [from, to] : [to, from]
  client.destroy()
  server.end() // the server reads what has come before it sees the end
}

/** How much of these bytes may still pass; all of them, and more, while nothing is to happen. */
function roomFor(
  trouble: LineTrouble | undefined,
  direction: Direction,
  { passed, data }: { readonly passed: number; readonly data: Buffer },
): number {
  if (trouble === undefined || trouble.kind === 'trickle') return Infinity
  if (trouble.kind === 'silence') {
    const isMeant = direction === 'fromClient' && trouble.command.test(data.toString('latin1'))
    return isMeant ? 0 : Infinity
  }
  return trouble.direction === direction ? trouble.afterBytes - passed : Infinity
}

/** Between two bytes the reader gets its turn, so that it meets each by itself. */
async function trickle(to: Socket, data: Buffer): Promise<void> {
  for (const byte of data) {
    if (!to.writable) return
    await new Promise<void>((resolve) => to.write(Buffer.of(byte), () => setImmediate(resolve)))
  }
}
