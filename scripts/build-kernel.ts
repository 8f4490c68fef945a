// npm run kernel: src/model/kernel/rows.wat -> rows-wasm.ts. The bytes are kept beside their source, so that running the program
// needs no assembler; a test assembles them again and compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { assembled, kernelModule } from './kernel-text.js'

const folder = new URL('../src/model/kernel/', import.meta.url)
const bytes = await assembled(readFileSync(new URL('rows.wat', folder), 'utf8'))
writeFileSync(new URL('rows-wasm.ts', folder), kernelModule(bytes))
console.error(`rows-wasm.ts: ${bytes.byteLength} bytes of WebAssembly.`)
