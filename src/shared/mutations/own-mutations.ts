import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { favouritePlaces } from '../domain/own-settings.ts'
import { can } from '../permissions.ts'
import { defineMutation, maybe, put, refuse } from './define-mutation.ts'

/** Puts a macro on a digit of one's own, and takes it from the one it had; null frees the digit. */
export const ownSetFavourite = defineMutation({
  name: 'own.set-favourite',
  by: 'agent',
  args: z.strictObject({
    agentId: Id,
    digit: z.number().int().min(1).max(favouritePlaces),
    macroId: Id.nullable(),
  }),
  reads: ({ agentId, macroId }) => ({
    before: maybe('ownSettings', agentId),
    // Asking for the agent's own id finds no macro, which is right where there is to be none.
    macro: maybe('macros', macroId ?? agentId),
  }),
  apply({ before, macro }, { agentId, digit, macroId }, context) {
    if (!can(context.actor).arrangeDesk(agentId)) return refuse('not-allowed')
    if (macroId !== null && macro === undefined) return refuse('not-found', 'macros')
    const favouriteMacroIds = Array.from({ length: favouritePlaces }, (_, place) => {
      const kept = before?.favouriteMacroIds?.[place] ?? null
      if (place === digit - 1) return macroId
      return kept === macroId ? null : kept
    })
    return { changes: [put('ownSettings', { ...before, id: agentId, favouriteMacroIds })] }
  },
})
