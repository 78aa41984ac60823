import { type MacroContent, contentOf } from './domain/macro.ts'

/** The parts of a macro in which two versions of it differ. */
export function differingParts(before: MacroContent, after: MacroContent): (keyof MacroContent)[] {
  const [a, b] = [contentOf(before), contentOf(after)]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.filter((key) => JSON.stringify(a[key] ?? null) !== JSON.stringify(b[key] ?? null))
}
