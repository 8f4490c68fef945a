// `natural` types only its index, which must not be imported: it prints to stdout.
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  class BayesClassifier {
    /** Whatever takes a text apart may be its stemmer. */
    constructor(stemmer?: { tokenizeAndStem(text: string, keepStops?: boolean): string[] })
    addDocument(text: string, classification: string): void
    train(): void
    getClassifications(text: string): { readonly label: string; readonly value: number }[]
  }
  export = BayesClassifier
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string }
  export = stemmer
}
