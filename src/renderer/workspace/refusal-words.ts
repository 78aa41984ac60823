import type { Refusal } from '#shared/refusals.ts'
import { say } from '#renderer/words/say.ts'
import type { Workspace } from './workspace.ts'

/** Why something was refused, with the name of whoever is in the way where that is known. */
export function refusalWords(workspace: Pick<Workspace, 'get'>, { refused, about }: Refusal): string {
  const holder = refused === 'claimed-by-other' && about !== undefined ? workspace.get('agents', about) : undefined
  return holder === undefined ? say(`refused.${refused}`) : say('refused.claimed-by', { name: holder.name })
}
