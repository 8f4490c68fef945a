// A temporary folder of a test, with what a contract test wants to know of it.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const temporaryTree = (): Promise<string> => mkdtemp(join(tmpdir(), 'postfordeler-source-'))

export const removeTree = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true })

/** Every file with its bytes and times. */
export async function treeTraces(dir: string): Promise<Record<string, string>> {
  const traces: Record<string, string> = {}
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) {
      traces[path] = `${(await stat(path)).mtimeMs} ${(await readFile(path)).toString('base64')}`
    }
  }
  return traces
}

/** The path of the file that holds exactly these bytes. */
export async function fileWith(dir: string, bytes: Uint8Array): Promise<string> {
  const wanted = Buffer.from(bytes).toString('base64')
  const found = Object.entries(await treeTraces(dir)).find(([, trace]) => trace.endsWith(` ${wanted}`))
  if (!found) throw new Error('no file holds these bytes')
  return found[0]
}
