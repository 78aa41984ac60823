/** Several words in one field, as they are typed: `payments, fraud`. Each once, without what is empty. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n，、]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

export const writtenList = (words: readonly string[]): string => words.join(', ')

/** A whole number as it is typed; null where it is none, or not between these. */
export function numberIn(text: string, least: number, most: number): number | null {
  const value = Number(text.trim())
  return /^\d{1,6}$/.test(text.trim()) && value >= least && value <= most ? value : null
}

/** What another draft says differently, field by field. */
export const changedOnly = <T extends object>(was: T, now: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(now).filter(([field, value]) => JSON.stringify(Reflect.get(was, field)) !== JSON.stringify(value)),
  ) as Partial<T>
