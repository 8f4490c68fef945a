// Numbers as the command line and the training reports write them; the page has its own, which follow the reader's language.

/** `97.3 %`. @param share [0, 1] */
export const percent = (share: number, decimals = 1): string => `${(share * 100).toFixed(decimals)} %`
