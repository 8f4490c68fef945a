// How many questions people are asked blind: the measure of what the program decides alone.
import { z } from 'zod'

/** More than any office answers: whoever writes this asks about every mail. */
const MOST_QUESTIONS = 1_000_000

export const sample = z.strictObject({
  perDay: z
    .number()
    .min(0)
    .max(MOST_QUESTIONS)
    .default(10)
    .describe('Questions asked blind on an ordinary day, all kinds together; 0: none')
    .meta({ written: true }),
})
