// Why a mail is where it is, as a sentence.
import { assertNever } from '../../errors.js'
import type { Reason } from '../../journey.js'
import type { Texts } from '../texts/da.js'
import { percent } from './format.js'

export function reasonInWords(because: Reason, texts: Texts): string {
  const t = texts.work.reasons
  switch (because.kind) {
    case 'automatic-mail':
      return t.automatic
    case 'placed-by-person':
      return t.placed(because.by)
    case 'thread':
      return t.thread
    case 'rule':
      return t.rule(because.name)
    case 'unreadable':
      return t.unreadable(because.troubles.map((trouble) => texts.work.troubles[trouble]).join(', '))
    case 'unknown-language':
      return t.language(languageName(because.language, texts))
    case 'outside':
      return t.outside
    case 'novel':
      return t.novel
    case 'confident':
    case 'unsure':
      return t[because.kind](percent(because.probability, texts), percent(because.threshold, texts))
    case 'no-promise':
      return t.noPromise
    case 'queue-closed':
      return t.queueClosed
    case 'suggest-mode':
      return t.suggestMode
    case 'rate-limited':
      return t.rateLimited(because.limit)
    case 'no-model':
      return t.noModel
    case 'failed':
      return t.failed(because.attempts)
    case 'answered':
    case 'undone':
      return t[because.kind](because.by)
    default:
      return assertNever(because)
  }
}

// ---------------------------------------------------------------------------------------------------------------

function languageName(code: string, { locale }: Texts): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code // the stored value is not a language code
  }
}
