import { describe, expect, it } from 'vitest'
import { scaleOf } from '../../../src/web/figures/scale.js'

describe('the scale of a picture', () => {
  it.each([
    [0, 4, [0, 1, 2, 3, 4]],
    [3, 4, [0, 1, 2, 3, 4]],
    [151, 4, [0, 50, 100, 150, 200]],
    [200, 4, [0, 50, 100, 150, 200]],
    [1, 0.04, [0, 0.5, 1]],
    [0.09, 0.04, [0, 0.05, 0.1]],
  ])('of %d goes in round steps to a round number', (highest, smallest, marks) => {
    expect(scaleOf(highest, smallest)).toEqual({ top: marks.at(-1), marks })
  })
})
