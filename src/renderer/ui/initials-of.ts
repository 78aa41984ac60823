const firstLetters = (name: string): string =>
  [...name.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].slice(0, 2).join('').toUpperCase()

/** Two letters for a name, from its first two words. */
export const initialsOf = (name: string): string => {
  const letters = firstLetters(name)
  return letters === '' ? Array.from(name).slice(0, 2).join('') : letters
}
