/** Those whose name has a word that begins with the query, those that begin with it as a whole first. */
export function fittingFirst<T extends { readonly name: string }>(all: readonly T[], query: string): T[] {
  const wanted = query.toLocaleLowerCase()
  const rank = ({ name }: T): number => {
    const words = name.toLocaleLowerCase()
    if (words.startsWith(wanted)) return 0
    return words.split(/[\s'-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name))
    .map(({ one }) => one)
}
