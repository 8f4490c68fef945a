// What can be wrong with labelled data, and what to do about it.
import { TriageError } from '../errors.js'

/** One problem at one line; never holds mail text. */
export interface DataFault {
  readonly file: string
  /** From 1; undefined for a file that is one mail. */
  readonly line: number | undefined
  readonly problem: string
}

export const dataFaulty = (faults: readonly DataFault[], isMore: boolean) =>
  new TriageError(
    'DATA_FAULTY',
    `${faults.length}${isMore ? ' or more' : ''} faults in the labelled data:\n${faults.map(faultLine).join('\n')}`,
    {
      hint: 'A line is one JSON object with "label" and either "text" or "subject" and "body", all strings. Mend or remove the lines.',
    },
  )

export const dataMissing = (path: string) =>
  new TriageError('DATA_MISSING', `There is no labelled data at "${path}".`, {
    hint: 'Name a .jsonl or .jsonl.gz file, or a folder with one folder of .eml files for each label.',
  })

export const dataUnknownKind = (path: string) =>
  new TriageError('DATA_UNKNOWN_KIND', `"${path}" is neither .jsonl, .jsonl.gz nor a folder.`, {
    hint: 'Turn other forms into .jsonl with "postfordeler import".',
  })

export const dataTooLittle = (problem: string) =>
  new TriageError('DATA_TOO_LITTLE', `There is too little labelled data to learn from: ${problem}.`, {
    hint: 'Give at least two labels and 8 mails; some 50 mails a label make a model worth using.',
  })

// ---------------------------------------------------------------------------------------------------------------

const faultLine = ({ file, line, problem }: DataFault): string =>
  `  ${file}${line === undefined ? '' : `:${line}`}: ${problem}`
