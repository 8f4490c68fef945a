// Why a mail is where it is, as a sentence.
import { assertNever } from '../../errors.js'
import type { Reason } from '../../journey.js'
import type { Texts } from '../texts/da.js'
import { percent } from './format.js'

export function reasonInWords(because: Reason, texts: Texts): string {
  const said = texts.work.reasons
  switch (because.kind) {
    case 'automatic-mail':
      return said.automatic
    case 'placed-by-person':
      return said.placed(because.by)
    case 'thread':
      return said.thread
    case 'rule':
      return said.rule(because.name)
    case 'unreadable':
      return said.unreadable(because.troubles.map((trouble) => texts.work.troubles[trouble]).join(', '))
    case 'unknown-language':
      return said.language(languageName(because.language, texts))
    case 'outside':
      return said.outside
    case 'novel':
      return said.novel
    case 'confident':
    case 'unsure':
      return said[because.kind](percent(because.probability, texts), percent(because.threshold, texts))
    case 'no-promise':
      return said.noPromise
    case 'queue-closed':
      return said.queueClosed
    case 'suggest-mode':
      return said.suggestMode
    case 'fuse':
      return said.fuse(because.limit)
    case 'no-model':
      return said.noModel
    case 'failed':
      return said.failed(because.attempts)
    case 'answered':
    case 'undone':
      return said[because.kind](because.by)
    default:
      return assertNever(because)
  }
}

// ---------------------------------------------------------------------------------------------------------------

function languageName(code: string, { locale }: Texts): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code // what was stored is no language code
  }
}
