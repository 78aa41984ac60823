import { useMemo, useState } from 'react'
import { can } from '#shared/permissions.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { setAgentStatus, statusOf } from '#renderer/workspace/duty-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { stateWords } from '#renderer/workspace/state-words.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { saidBy, statusItems } from './status-items.ts'

const close = (): void => useScreen.getState().show(null)

/** Says what somebody is doing: what is typed after the state is the reason. */
function StatusOf({ agentId }: { agentId: string }) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const before = statusOf(workspace, agentId)
  const items = useMemo(() => statusItems(before.state), [before.state])
  const isMe = agentId === workspace.me.id
  const name = workspace.get('agents', agentId)?.name ?? ''
  const pick = (id: string): void => {
    const said = saidBy(id)
    if (said === null) return
    close()
    // Whoever ends the day is asked what becomes of their cases.
    if (isMe && said.state === 'offline') return useScreen.getState().show('end-shift')
    const { desk } = commands.contextNow()
    if (!tellOutcome(desk, setAgentStatus(workspace, agentId, said))) return
    const state = stateWords(said)
    desk.tell(isMe ? say('duty.set', { state }) : say('duty.set-of', { name, state }), {
      undo: () => tellOutcome(desk, setAgentStatus(workspace, agentId, { state: before.state, reason: before.reason })),
    })
  }
  return (
    <PickerDialog
      title={isMe ? say('duty.my-status') : say('duty.status-of', { name })}
      placeholder={isMe ? say('duty.placeholder') : say('duty.placeholder-of', { name })}
      items={items}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => pick(id)}
      onClose={close}
    />
  )
}

/** Sets my own status. */
export const MyStatusPicker = () => <StatusOf agentId={useWorkspace().me.id} />

/** Sets the status of somebody whom one leads: first who, then what. */
export function ColleagueStatusPicker() {
  const workspace = useWorkspace()
  const [agentId, setAgentId] = useState<string | null>(null)
  const items = useMemo(() => {
    const may = can({ kind: 'agent', agent: workspace.me })
    return workspace
      .all('agents')
      .filter((agent) => agent.active && agent.id !== workspace.me.id && may.setStatusOf(agent))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name, siteId }) => {
        const site = siteId === null ? undefined : workspace.get('sites', siteId)?.name
        return { id, label: name, detail: [site, stateWords(statusOf(workspace, id))].filter(Boolean).join(' · ') }
      })
  }, [workspace])
  if (agentId !== null) return <StatusOf key={agentId} agentId={agentId} />
  return (
    <PickerDialog
      title={say('duty.whose')}
      placeholder={say('duty.whose-placeholder')}
      items={items}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => setAgentId(id)}
      onClose={close}
    />
  )
}
