// How the kernel's bytes are made and kept; also read by the test that they belong to their source.
import wabt from 'wabt'

/** WebAssembly text to bytes. @throws with the line, when the text is not valid */
export async function assembled(text: string): Promise<Uint8Array> {
  const module = (await wabt()).parseWat('rows.wat', text, { simd: true })
  try {
    module.validate()
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

/** The TypeScript module that holds the bytes. */
export function kernelModule(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  return [
    '// Written by `npm run kernel` from rows.wat; not by hand.',
    'export const rowsWasm = Buffer.from(',
    `${lines.map((line, at) => `${at === 0 ? '  ' : '    '}'${line}'`).join(' +\n')},`,
    "  'base64',",
    ')',
    '',
  ].join('\n')
}
