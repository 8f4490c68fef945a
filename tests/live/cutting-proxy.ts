// A line to a server that can be cut after any byte, in either direction, as a failing network does.
import { connect, createServer, type Socket } from 'node:net'

export type Direction = 'fromServer' | 'fromClient'

export interface CuttingProxy {
  readonly port: number
  /** Cuts the next connection when so many bytes have passed in this direction; later ones are left whole. */
  cutNext(direction: Direction, afterBytes: number): void
  /** Bytes that passed in the last connection. */
  passed(): Readonly<Record<Direction, number>>
  /** Waits until the server, too, has noticed that the line is cut, and so has finished what it was doing. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let cut: { readonly direction: Direction; readonly afterBytes: number } | undefined
  let counts = { fromServer: 0, fromClient: 0 }
  let serverEnd: Promise<void> = Promise.resolve()
  const sockets = new Set<Socket>()

  const listener = createServer((client) => {
    const mine = cut
    cut = undefined
    const passed = { fromServer: 0, fromClient: 0 }
    counts = passed
    const server = connect(serverPort, '127.0.0.1')
    serverEnd = new Promise((resolve) => server.once('close', () => resolve()))
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined) // a cut line has errors
      socket.once('close', () => sockets.delete(socket))
    }
    const pass = (direction: Direction, from: Socket, to: Socket) => {
      from.on('data', (data) => {
        const room = mine?.direction === direction ? mine.afterBytes - passed[direction] : Infinity
        passed[direction] += data.length
        to.write(data.subarray(0, Math.max(0, room)))
        if (data.length < room) return
        client.destroy()
        server.end() // the server reads what has come before it sees the end
      })
      from.once('end', () => to.end())
    }
    pass('fromClient', client, server)
    pass('fromServer', server, client)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cutNext: (direction, afterBytes) => {
      cut = { direction, afterBytes }
    },
    passed: () => counts,
    settled: () => serverEnd,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
