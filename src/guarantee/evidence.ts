// How strongly answers speak against a promise, looked at after every one of them: an e-process. However often one looks, evidence of
// 1 / 0.05 = 20 against a promise that is kept turns up in at most 5 % of installations, ever (Ville 1939; docs/promise.md).

/** How much likelier than promised an error may have become: each is bet on with an equal share, since nobody knows. */
const ODDS_RATIOS = [1.5, 2, 2.5, 3, 4, 6, 12]
/** A drop may begin at any time. A new bet starts every so many answers, each with its share of the one krone that is staked. */
const BLOCK = 25

/**
 * Weighs answers as they come: each call takes the next one and gives the evidence so far against "each of these mails was wrong with a
 * probability of at most `error`". A mean of likelihood ratios over alternatives and over starting points, so its expectation is at most 1
 * while the promise is kept; those that begin late are not weighed down by the good times before.
 * @returns a function with a result >= 0; 1 says nothing
 * @source Howard, Ramdas, McAuliffe and Sekhon 2021 (mixtures); Shin, Ramdas and Rinaldo 2024, "E-detectors" (restarts)
 */
export function weighEvidence(error: number): (isWrong: boolean) => number {
  const gains = ODDS_RATIOS.map((ratio) => {
    const alternative = (ratio * error) / (1 - error + ratio * error)
    return { wrong: alternative / error, right: (1 - alternative) / (1 - error), sum: 0 }
  })
  let starts = 0
  let n = 0
  return (isWrong) => {
    const begun = n % BLOCK === 0 ? shareOfStart(starts++) : 0
    n++
    for (const gain of gains) gain.sum = (gain.sum + begun) * (isWrong ? gain.wrong : gain.right)
    return gains.reduce((total, { sum }) => total + sum, 0) / gains.length + shareLeft(starts)
  }
}

/** The evidence against a promise after all of these answers. @param areWrong in the order in which they became known */
export function evidenceAgainst(areWrong: readonly boolean[], error: number): number {
  const weigh = weighEvidence(error)
  return areWrong.reduce((_, isWrong) => weigh(isWrong), 1)
}

/** From here on the evidence is held to be proof. @units confidence: (0, 1) */
export const proof = (confidence: number): number => Number((1 / (1 - confidence)).toPrecision(12))

// ---------------------------------------------------------------------------------------------------------------

/** 1/2, 1/6, 1/12, ...: they sum to 1, and fall so slowly that a late start costs little. */
const shareOfStart = (start: number): number => 1 / ((start + 1) * (start + 2))

/** What is left for the starts to come; money that is not bet yet is still there. */
const shareLeft = (start: number): number => 1 / (start + 1)
