/**
 * A journal in a browser is a folder of segments, read in the order of their numbers: a browser cannot rename one file over another all or
 * nothing, so a journal that is written anew is a new segment beside the old ones. `whole` is how many bytes it must have before it counts in
 * their place; 0 for one that only adds.
 */
export interface SegmentName {
  readonly name: string
  readonly number: number
  readonly whole: number
}

const pattern = /^(\d{10})-(\d+)-[0-9a-f-]{36}\.journal$/

/** A name that no other segment has: the file of a window that is gone may still be held open. */
export function nameSegment(number: number, whole: number): SegmentName {
  return { name: `${String(number).padStart(10, '0')}-${whole}-${crypto.randomUUID()}.journal`, number, whole }
}

/** The segments among the files of a folder, oldest first. */
export function segmentsOf(names: readonly string[]): SegmentName[] {
  return [...names].sort().flatMap((name) => {
    const [, number, whole] = pattern.exec(name) ?? []
    return number === undefined ? [] : [{ name, number: Number(number), whole: Number(whole) }]
  })
}

/**
 * Which segments make up the journal: the last one that was written anew and is complete, and what was added since. One that is not complete
 * is passed over, as if it had never been begun; it counts only where nothing older is left, for then it was complete once.
 */
export function currentSegments<T extends { readonly whole: number; readonly isComplete: boolean }>(
  all: readonly T[],
): T[] {
  const from = all.map(({ whole, isComplete }) => whole > 0 && isComplete).lastIndexOf(true)
  return all.slice(Math.max(0, from)).filter(({ isComplete }, n) => isComplete || n === 0)
}
