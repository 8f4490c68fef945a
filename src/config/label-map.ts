// The file of `import --map`: which queue a folder of old mail belongs to.
import { z } from 'zod'
import { configInvalid } from './errors.js'
import { readYaml } from './yaml.js'

const labelMap = z.record(z.string(), z.string().min(1))

/**
 * Reads `folder name: queue key` lines. Names are compared in NFC, since Å may be one character or two.
 * @throws CONFIG_INVALID with every problem and its place
 */
export function readLabelMap(text: string, name: string): ReadonlyMap<string, string> {
  const document = readYaml(text)
  const result = labelMap.safeParse(document.value ?? {})
  const issues = (result.error?.issues ?? []).map(({ path }) => ({
    position: document.positionOf(path),
    message: `${path.join('.') || 'the file'}: expected lines of "folder name: queue key"`,
  }))
  const problems = [...document.problems, ...issues]
  if (result.data === undefined || problems.length > 0) {
    throw configInvalid(
      name,
      problems.map(({ position, message }) => `${name}:${position.line}:${position.column} ${message}`),
    )
  }
  return new Map(Object.entries(result.data).map(([folder, label]) => [folder.normalize('NFC'), label]))
}
