const isPlain = (value: object): value is { readonly [key: string]: unknown } =>
  Object.getPrototypeOf(value) === Object.prototype

/**
 * Whether two answers that were made from rows say the same, down to `depth` levels of lists, maps and plain objects; what lies deeper must
 * be the very same thing. Rows are never changed in place, so as a rule the first difference is found at once.
 */
export function isSameAnswer(one: unknown, other: unknown, depth = 3): boolean {
  if (Object.is(one, other)) return true
  if (depth === 0 || typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false
  const isSame = (a: unknown, b: unknown): boolean => isSameAnswer(a, b, depth - 1)
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((value, at) => isSame(value, other[at]))
  if (one instanceof Map) return other instanceof Map && isSameMap(one, other, isSame)
  return (
    isPlain(one) && isPlain(other) && isSameMap(new Map(Object.entries(one)), new Map(Object.entries(other)), isSame)
  )
}

const isSameMap = (
  one: ReadonlyMap<unknown, unknown>,
  other: ReadonlyMap<unknown, unknown>,
  isSame: (a: unknown, b: unknown) => boolean,
): boolean =>
  one.size === other.size && [...one].every(([key, value]) => other.has(key) && isSame(value, other.get(key)))
