/** How many characters of a name stand where something about the person follows. */
const most = 24

/** A name, cut where it is so long that what is said about the person would not be seen. */
export const shortName = (name: string): string => {
  const letters = Array.from(name)
  return letters.length <= most
    ? name
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
