import type { Row } from '#shared/tables.ts'
import { fittingFirst } from './fitting-names.ts'

/** What follows an @ at the cursor, e.g. `be` in `Ask @be`, or null. */
export const mentionAt = (lineBefore: string): string | null =>
  /(?:^|[\s(])@([\p{L}\p{N}.'-]{0,40})$/u.exec(lineBefore)?.[1] ?? null

/** The colleagues who may be meant, the likeliest first. */
export const mentionable = (agents: readonly Row<'agents'>[], query: string): Row<'agents'>[] =>
  fittingFirst(
    agents.filter(({ active }) => active),
    query,
  ).slice(0, 6)

/** Who is named in a text by `@Name`: the longest name counts where one begins like another. */
export function mentionsIn(text: string, agents: readonly Row<'agents'>[]): string[] {
  if (!text.includes('@')) return []
  const byLength = [...agents].filter(({ active }) => active).sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1, at + 130)
    const named = byLength.find(({ name }) => rest.startsWith(name) && !/[\p{L}\p{N}]/u.test(rest.charAt(name.length)))
    if (named !== undefined) found.add(named.id)
  }
  return [...found].slice(0, 10)
}
