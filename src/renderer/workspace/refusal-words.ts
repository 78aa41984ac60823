import type { Refusal } from '#shared/refusals.ts'
import { say } from '#renderer/words/say.ts'
import type { Workspace } from './workspace.ts'

/** Why something was refused, with the name of whoever is in the way, or of what is missing, where that is known. */
export function refusalWords(workspace: Pick<Workspace, 'get' | 'all'>, { refused, about }: Refusal): string {
  const holder = refused === 'claimed-by-other' && about !== undefined ? workspace.get('agents', about) : undefined
  if (holder !== undefined) return say('refused.claimed-by', { name: holder.name })
  const gate = refused === 'sop-not-acknowledged' ? titleOf(workspace, about) : undefined
  if (gate !== undefined) return say('refused.sop-to-acknowledge', { title: gate })
  const assignee = refused === 'not-of-queue' && about !== undefined ? workspace.get('agents', about) : undefined
  if (assignee !== undefined) return say('refused.not-of-queue-name', { name: assignee.name })
  const field = refused === 'fields-missing' && about !== undefined ? labelOf(workspace, about) : undefined
  return field === undefined ? say(`refused.${refused}`) : say('refused.field-missing', { field })
}

/** What an SOP is called that a queue asks for. */
const titleOf = (workspace: Pick<Workspace, 'all'>, groupId: string | undefined): string | undefined =>
  workspace
    .all('queues')
    .flatMap(({ sopGates = [] }) => sopGates)
    .find((gate) => gate.groupId === groupId)?.title

/** What a field is called, by its key: the same in every form that has it, as a rule. */
const labelOf = (workspace: Pick<Workspace, 'all'>, key: string): string | undefined =>
  workspace
    .all('forms')
    .flatMap(({ fields }) => fields)
    .find((field) => field.key === key)?.label
