import type { Mutation } from './define-mutation.ts'

const unreadable = /[\0\p{Surrogate}]/gu
const readable = (text: string): string => text.replaceAll(unreadable, '\uFFFD')

/**
 * The same value where all its texts can be read out of JSON by PostgreSQL. A character 0 and half an emoji cannot: one row that had them
 * would fail every search that meets it. Otherwise a copy with the replacement character in their place, in names as well.
 */
function readableOnly(value: unknown): unknown {
  if (typeof value === 'string') return readable(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(readableOnly)
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  const entries = Object.entries(value)
  const kept = entries.map(([name, one]) => [readable(name), readableOnly(one)] as const)
  return kept.some(([name, one], at) => name !== entries[at]?.[0] || one !== entries[at]?.[1])
    ? Object.fromEntries(kept)
    : value
}

/** The arguments of a mutation as its schema gives them, in texts that every part of Tierdesk can read. */
export const parsedArgs = (mutation: Mutation, args: unknown): ReturnType<Mutation['args']['safeParse']> =>
  mutation.args.safeParse(readableOnly(args))
