import { favouritePlaces } from '#shared/domain/own-settings.ts'
import type { Named, Workspace } from './workspace.ts'

/** The digits that favourites can be on. */
export const favouriteDigits = Array.from({ length: favouritePlaces }, (_, place) => place + 1)

/** The favourites of whoever works here by their digit, 1 to 9; an empty text where none is set. */
export function favouriteMacros(workspace: Pick<Workspace, 'get' | 'me'>): readonly string[] {
  const kept = workspace.get('ownSettings', workspace.me.id)?.favouriteMacroIds ?? []
  return favouriteDigits.map((digit) => kept[digit - 1] ?? '')
}

/** Puts a macro on a digit, and takes it from the one it had. */
export const setFavourite = (workspace: Workspace, digit: number, macroId: string): Named =>
  workspace.mutate('own.set-favourite', { agentId: workspace.me.id, digit, macroId })
