const kept = 12
const keyOf = (agentId: string): string => `tierdesk.recent-macros.${agentId}`

/** The macros this agent used last on this computer, the latest first. */
export const recentMacros = (agentId: string): readonly string[] =>
  localStorage
    .getItem(keyOf(agentId))
    ?.split(' ')
    .filter((id) => id !== '') ?? []

/** Remembers that a macro was used. */
export function rememberMacro(agentId: string, macroId: string): void {
  const ids = [macroId, ...recentMacros(agentId).filter((id) => id !== macroId)].slice(0, kept)
  localStorage.setItem(keyOf(agentId), ids.join(' '))
}
