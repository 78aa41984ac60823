import { useMemo } from 'react'
import { assigneeRefusal } from '#shared/mutations/case-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { assign } from '#renderer/workspace/case-actions.ts'
import { stateWords } from '#renderer/workspace/state-words.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const nobody = 'nobody'
const answering: ReadonlySet<string> = new Set(['tier-1', 'tier-2', 'supervisor', 'admin'])

// Oneself first, then those who work the queue, then everybody else who answers: they cannot be given it.
function people(workspace: Workspace, row: Row<'cases'>): PickItem[] {
  const { me } = workspace
  const queues = workspace.every('queues')
  const worksIt = (agent: Row<'agents'>): number => (assigneeRefusal(row, agent, queues) === null ? 0 : 1)
  const others = workspace
    .all('agents')
    .filter((agent) => agent.active && agent.id !== me.id && answering.has(agent.role))
    .sort((a, b) => worksIt(a) - worksIt(b) || a.name.localeCompare(b.name))
  return [me, ...others].map((agent) => {
    const site = agent.siteId === null ? undefined : workspace.get('sites', agent.siteId)?.name
    const status = workspace.get('agentStatuses', agent.id)
    const now = agent.id === row.assigneeId ? say('picker.now') : undefined
    return {
      id: agent.id,
      label: agent.id === me.id ? say('picker.assign-me', { name: agent.name }) : agent.name,
      unavailable: worksIt(agent) === 0 ? undefined : say('picker.not-of-queue'),
      detail: [say(`role.${agent.role}`), site, status && stateWords(status), now].filter(Boolean).join(' · '),
    }
  })
}

/** Gives the case that is meant to somebody, or to nobody. */
export function AssignPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const items = useMemo(() => {
    if (row === undefined) return []
    const detail = row.assigneeId === null ? say('picker.now') : undefined
    const [me, ...others] = people(workspace, row)
    return [...(me === undefined ? [] : [me]), { id: nobody, label: say('picker.assign-nobody'), detail }, ...others]
  }, [workspace, row])
  if (row === undefined) return null
  const { number } = row
  const pick = (id: string): void => {
    const assigneeId = id === nobody ? null : id
    const name = assigneeId === null ? '' : (workspace.get('agents', assigneeId)?.name ?? '')
    change(
      () => assign(workspace, row.id, assigneeId),
      assigneeId === null ? say('commands.unassigned', { number }) : say('commands.assigned', { number, name }),
      () => assign(workspace, row.id, row.assigneeId),
    )
  }
  return (
    <PickerDialog
      title={say('picker.assign', { number })}
      placeholder={say('picker.assign-placeholder', { number })}
      items={items}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => pick(id)}
      onClose={closeOverlay}
    />
  )
}
