// Requests in order: those already sent to the process, which works on the first, and those that wait.

interface LineBounds {
  /** Maximum number of requests that the process has at a time. */
  readonly aheadRequests: number
  /** Maximum number of bytes that it has at a time; a larger request is sent alone. */
  readonly aheadBytes: number
}

export interface RequestLine<Asked> {
  add(asked: Asked): void
  /** The next one for which the process has room; it counts as being with it. */
  send(): Asked | undefined
  /** The one that the process works on. */
  first(): Asked | undefined
  /** Takes the first one out. */
  done(): Asked | undefined
  /** Puts what the process had back in front, to be sent to another. */
  takeBack(): void
  /** Takes out all that wait. */
  clear(): readonly Asked[]
  isBusy(): boolean
}

export function createRequestLine<Asked extends { readonly bytes: Uint8Array }>(
  bounds: LineBounds,
): RequestLine<Asked> {
  const waiting: Asked[] = []
  const sent: Asked[] = []
  const hasRoomFor = ({ bytes }: Asked): boolean => {
    const ahead = sent.reduce((sum, one) => sum + one.bytes.length, 0)
    return sent.length < bounds.aheadRequests && (ahead === 0 || ahead + bytes.length <= bounds.aheadBytes)
  }
  return {
    add: (asked) => void waiting.push(asked),
    send: () => {
      const [next] = waiting
      if (!next || !hasRoomFor(next)) return undefined
      sent.push(next)
      return waiting.shift()
    },
    first: () => sent[0],
    done: () => sent.shift(),
    takeBack: () => void waiting.unshift(...sent.splice(0)),
    clear: () => waiting.splice(0),
    isBusy: () => sent.length + waiting.length > 0,
  }
}
