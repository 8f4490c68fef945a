// For "node --import": writes what the process loads, a URL or path a line, into the file that LOADED names. The module is its own hook,
// which node runs in another thread: that sees what is imported, and the process itself what is required.
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const record = (lines) => appendFileSync(process.env.LOADED, lines.map((line) => `${line}\n`).join(''))

export function load(url, context, next) {
  record([url])
  return next(url, context)
}

if (isMainThread) {
  register(import.meta.url)
  process.on('exit', () => record(Object.keys(createRequire(import.meta.url).cache)))
}
