// A moment in the reader's words, with the exact one for machines.

import { inWords } from '../../danish-time.js'
import type { IsoTime } from '../../journey.js'
import type { RequestContext } from '../request-context.js'

export const Time = ({ ctx, at }: { readonly ctx: Pick<RequestContext, 'texts'>; readonly at: IsoTime }) => (
  <time datetime={at}>{inWords(at, ctx.texts.locale)}</time>
)
