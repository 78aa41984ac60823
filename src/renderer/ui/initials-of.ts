const firstLetters = (name: string): string[] =>
  [...name.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(([letter]) => letter.toUpperCase())

/** The first word's letter and that of the word at `at`; the first two characters where the name has no words. */
function pairOf(name: string, at: number): string {
  const letters = firstLetters(name)
  return letters.length === 0 ? Array.from(name).slice(0, 2).join('') : `${letters[0] ?? ''}${letters[at] ?? ''}`
}

/** Two letters for a name, from its first two words. */
export const initialsOf = (name: string): string => pairOf(name, 1)

/** Words beyond these tell nobody apart. */
const mostWords = 6

/**
 * Two letters for each of the names that stand in one list, in its order. Names that begin alike (“Tier 2 Disputes”, “Tier 2 Payments”) have the
 * letter of the first word by which all of them differ; where there is none, they stay alike.
 */
export function initialsAmong(names: readonly string[]): string[] {
  return names.map((name) => {
    const alike = names.filter((other) => initialsOf(other) === initialsOf(name))
    return pairOf(name, placeThatTells(alike))
  })
}

function placeThatTells(names: readonly string[]): number {
  for (let at = 1; at < mostWords; at++) {
    if (new Set(names.map((name) => pairOf(name, at))).size === names.length) return at
  }
  return 1
}
