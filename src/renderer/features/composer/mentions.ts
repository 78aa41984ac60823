import type { Row } from '#shared/tables.ts'
import { fittingFirst } from './fitting-names.ts'

/** What follows an @ at the cursor, e.g. `be` in `Ask @be`, or null. */
export const mentionAt = (lineBefore: string): string | null =>
  /(?:^|[\s(])@([\p{L}\p{N}.'-]{0,40})$/u.exec(lineBefore)?.[1] ?? null

/** A colleague who may be meant. */
export interface Mentionable {
  readonly agent: Row<'agents'>
  /** Whether they see the case, and so hear of it that they are named. */
  readonly sees: boolean
}

/** The colleagues who may be meant, the likeliest first, those who do not see the case after all others. */
export function mentionable(
  agents: readonly Row<'agents'>[],
  query: string,
  sees: (agent: Row<'agents'>) => boolean,
): Mentionable[] {
  const fitting = fittingFirst(
    agents.filter(({ active }) => active),
    query,
  ).map((agent) => ({ agent, sees: sees(agent) }))
  return [...fitting.filter((one) => one.sees), ...fitting.filter((one) => !one.sees)].slice(0, 6)
}

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
