/** How many favourites an agent has: one for each digit. */
export const favouritePlaces = 9
const keyOf = (agentId: string): string => `tierdesk.favourite-macros.${agentId}`

/** The favourites of an agent on this computer by their digit, 1 to 9; an empty text where none is set. */
export function favouriteMacros(agentId: string): readonly string[] {
  const kept = (localStorage.getItem(keyOf(agentId)) ?? '').split(',')
  return Array.from({ length: favouritePlaces }, (_, place) => kept[place] ?? '')
}

/** Puts a macro on a digit, and takes it from the one it had. */
export function setFavourite(agentId: string, digit: number, macroId: string): void {
  const places = favouriteMacros(agentId).map((id, place) => (place === digit - 1 ? macroId : id === macroId ? '' : id))
  localStorage.setItem(keyOf(agentId), places.join(','))
}
