// A moment in the reader's words, with the exact one for machines.
import type { IsoTime } from '../../journey.js'
import { inWords } from '../local-time.js'
import type { Visit } from '../request-context.js'

export const Time = ({ visit, at }: { readonly visit: Pick<Visit, 'texts'>; readonly at: IsoTime }) => (
  <time datetime={at}>{inWords(at, visit.texts.locale)}</time>
)
