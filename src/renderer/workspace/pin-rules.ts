/** What is wrong with a PIN: shorter than `shortest` letters, or one of the first that anyone would try. Null where it will do. */
export function pinTrouble(pin: string, shortest: number): 'short' | 'easy' | null {
  const letters = Array.from(pin, (letter) => letter.codePointAt(0) ?? 0)
  if (letters.length < shortest) return 'short'
  const steps = new Set(letters.slice(1).map((letter, at) => letter - (letters[at] ?? 0)))
  const [only] = steps
  // 111111, 123456, 654321, abcdef.
  return steps.size === 1 && only !== undefined && Math.abs(only) <= 1 ? 'easy' : null
}
