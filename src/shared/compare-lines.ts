/** A line of two texts side by side: in both, or in one of them. */
export interface ComparedLine {
  readonly is: 'same' | 'gone' | 'new'
  readonly line: string
}

/** The lines of two texts, those they share in one. */
export const compareLines = (before: string, after: string): ComparedLine[] =>
  compareParts(before.split('\n'), after.split('\n'))

/** The parts of two texts, those they share in one. The shortest way from one to the other, by their longest common sequence; it takes as much
 * room as the product of their numbers. */
export function compareParts(a: readonly string[], b: readonly string[]): ComparedLine[] {
  // lengths[i][j]: how many lines a from i and b from j have in common, in order.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i]
    for (let j = b.length - 1; row !== undefined && j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: ComparedLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [gone, fresh] = [a[i], b[j]]
    if (gone !== undefined && gone === fresh) {
      lines.push({ is: 'same', line: gone })
      i += 1
      j += 1
    } else if (gone !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ is: 'gone', line: gone })
      i += 1
    } else {
      lines.push({ is: 'new', line: fresh ?? '' })
      j += 1
    }
  }
  return lines
}
