// `natural` types only its index, which must not be imported (see tokenize.ts).
declare module 'natural/lib/natural/tokenizers/regexp_tokenizer.js' {
  export class RegexpTokenizer {
    constructor(options: { readonly pattern: RegExp; readonly gaps?: boolean })
    tokenize(text: string): string[]
  }
}
