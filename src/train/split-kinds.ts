// How mails may be held out for judging, as the command line names it.

export const splitKinds = ['auto', 'folds', 'time'] as const
/** `auto`: by time when all mails have dates and are many, else in folds. */
export type SplitKind = (typeof splitKinds)[number]
