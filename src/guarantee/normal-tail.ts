// The upper tail of the normal distribution, far out.

/**
 * Probability that a standard normal variable is above z.
 * @source Abramowitz and Stegun 26.2.17 up to 5 (error below 1e-7 of the whole, relative 0.3 % at 4); the asymptotic series beyond
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z > 4) return (density / z) * (1 - 1 / z ** 2 + 3 / z ** 4 - 15 / z ** 6 + 105 / z ** 8)
  const t = 1 / (1 + 0.2316419 * z)
  return (
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  )
}
