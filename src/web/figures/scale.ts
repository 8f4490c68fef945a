// A readable scale: from zero to a round number, in round steps.

export interface Scale {
  readonly top: number
  /** From 0 to `top`, in even steps. */
  readonly marks: readonly number[]
}

/** @param highest >= 0; the scale reaches at least `smallest` */
export function scaleOf(highest: number, smallest = 4): Scale {
  const rough = Math.max(highest, smallest) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (steps.find((one) => rough <= one * power * (1 + 1e-9)) ?? 10)
  const n = Math.max(1, Math.ceil(Math.max(highest, smallest) / step - 1e-9))
  const marks = Array.from({ length: n + 1 }, (_, at) => Number((at * step).toPrecision(12)))
  return { top: marks.at(-1) ?? smallest, marks }
}

// ---------------------------------------------------------------------------------------------------------------

/** There are no half mails, so 2.5 is not among them. */
const steps = [1, 2, 5, 10]
