// Items in batches: as many as have come, so that whoever writes one and waits has its answer, and whoever writes many has them together.

/** Yields what has come as soon as nothing more is there, at most `size` items at once, in their order. */
export async function* readyBatches<T>(items: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const first = await next
      if (first.done) return
      const batch = [first.value]
      next = iterator.next()
      while (batch.length < size) {
        const more = await Promise.race([next, nothingReady()])
        if (more === undefined || more.done) break
        batch.push(more.value)
        next = iterator.next()
      }
      yield batch
    }
  } finally {
    next.catch(() => {}) // whoever went away does not hear of what was still to come
    void iterator.return?.()
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** After what lies in the stream already. */
const nothingReady = (): Promise<undefined> => new Promise((done) => setImmediate(done, undefined))
