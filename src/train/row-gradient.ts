// The gradient of the sparse layer: only the rows of a batch's columns, in one buffer that is used again for every batch.
import type { Features } from '../journey.js'

export interface RowGradient {
  /**
   * Spreads the gradient of the sums over the columns that went into them.
   * @shape gradientNH [N, H]
   * @returns the columns in order of first sight, and their gradients [columns, H]; both valid until the next call
   */
  spread(
    rows: readonly Features[],
    gradientNH: Float32Array,
  ): { columns: Uint32Array; gradientRH: Float32Array }
}

/** @shape columns: V, units: H */
export function createRowGradient(columns: number, units: number): RowGradient {
  const slotV = new Int32Array(columns).fill(-1)
  let seen = new Uint32Array(1024)
  let gradientRH = new Float32Array(seen.length * units)
  let used = 0

  const slotOf = (column: number): number => {
    const known = slotV[column] as number
    if (known >= 0) return known
    if (used === seen.length) {
      const [oldSeen, oldGradient] = [seen, gradientRH]
      seen = new Uint32Array(used * 2)
      seen.set(oldSeen)
      gradientRH = new Float32Array(seen.length * units)
      gradientRH.set(oldGradient)
    }
    slotV[column] = used
    seen[used] = column
    return used++
  }

  const clear = (): void => {
    for (let slot = 0; slot < used; slot++) slotV[seen[slot] as number] = -1
    gradientRH.fill(0, 0, used * units)
    used = 0
  }

  return {
    spread(rows, gradientNH) {
      clear()
      rows.forEach(({ indices, values }, n) => {
        for (let at = 0; at < indices.length; at++) {
          const slot = slotOf(indices[at] as number)
          addScaled(gradientRH, slot * units, gradientNH, n * units, units, values[at] as number)
        }
      })
      return { columns: seen.subarray(0, used), gradientRH: gradientRH.subarray(0, used * units) }
    },
  }
}

// --- Private helpers

function addScaled(
  into: Float32Array,
  intoAt: number,
  from: Float32Array,
  fromAt: number,
  length: number,
  scale: number,
): void {
  for (let i = 0; i < length; i++) {
    into[intoAt + i] = (into[intoAt + i] as number) + scale * (from[fromAt + i] as number)
  }
}
