const kept = 200
const shown = 12
const keyOf = (agentId: string): string => `tierdesk.recent-macros.${agentId}`

/** Every use that this computer remembers, the latest first. */
const uses = (agentId: string): readonly string[] =>
  localStorage
    .getItem(keyOf(agentId))
    ?.split(' ')
    .filter((id) => id !== '') ?? []

/** The macros this agent used last on this computer, the latest first. */
export const recentMacros = (agentId: string): readonly string[] => [...new Set(uses(agentId))].slice(0, shown)

/** How often this agent used each macro lately on this computer. */
export function ownUses(agentId: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const id of uses(agentId)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** Remembers that a macro was used. */
export function rememberMacro(agentId: string, macroId: string): void {
  localStorage.setItem(keyOf(agentId), [macroId, ...uses(agentId)].slice(0, kept).join(' '))
}
