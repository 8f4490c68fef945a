// Overlaps waiting with work: while one item is worked on, the next is on its way.

/**
 * Yields the same items in the same order, asking for the next one before the one in hand is asked away. An error comes where it
 * would have come; whoever stops early waits for the item that is on its way, and gets no more.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  const ask = () => {
    const next = iterator.next()
    next.catch(() => undefined) // it is met below, when its turn has come
    return next
  }
  let next = ask()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = ask()
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await iterator.return?.()
  }
}
