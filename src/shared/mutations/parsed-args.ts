import type { Mutation } from './define-mutation.ts'

const nul = '\0'
const instead = '\uFFFD'

/**
 * The same value where no text in it has a character 0, which PostgreSQL reads out of no JSON: one row that had it would fail every search
 * that meets it. Otherwise a copy with the replacement character in its place, in names as well.
 */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(nul) ? value.replaceAll(nul, instead) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(withoutNul)
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  const entries = Object.entries(value)
  const kept = entries.map(([name, one]) => [name.replaceAll(nul, instead), withoutNul(one)] as const)
  return kept.some(([name, one], at) => name !== entries[at]?.[0] || one !== entries[at]?.[1])
    ? Object.fromEntries(kept)
    : value
}

/** The arguments of a mutation as its schema gives them, as text that every part of Tierdesk can keep. */
export const parsedArgs = (mutation: Mutation, args: unknown): ReturnType<Mutation['args']['safeParse']> =>
  mutation.args.safeParse(withoutNul(args))
