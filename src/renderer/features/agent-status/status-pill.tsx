import type { AgentState } from '#shared/domain/agent-status.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Pill, type PillProps } from '#renderer/ui/pill.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { statusOf } from '#renderer/workspace/duty-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { stateWords } from '#renderer/workspace/state-words.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'

const tones: { readonly [S in AgentState]: PillProps['tone'] } = {
  available: 'ok',
  focus: 'busy',
  break: 'plain',
  meal: 'plain',
  training: 'busy',
  meeting: 'busy',
  away: 'plain',
  offline: 'plain',
  outage: 'warn',
}

const read = (workspace: Workspace) => {
  const status = statusOf(workspace, workspace.me.id)
  return { status, wasSaid: workspace.get('agentStatuses', workspace.me.id) !== undefined }
}

/** What I am doing, as everybody sees it; opens the list of what else there is. */
export function StatusPill() {
  const { status, wasSaid } = useRows(['agentStatuses', 'agents'], read)
  const keys = useKeyLabel('duty.my-status')
  const words = stateWords(status)
  const whole = wasSaid ? say('duty.since', { state: words, at: sayAt(status.saidAt ?? status.since) }) : words
  return (
    <Tooltip text={whole} keys={keys}>
      <Pill
        tone={tones[status.state] ?? 'plain'}
        aria-label={`${say('duty.my-status')}: ${words}`}
        className="max-w-44 max-[64rem]:max-w-32"
        onClick={() => useScreen.getState().show('my-status')}
      >
        <span className="truncate">{words}</span>
      </Pill>
    </Tooltip>
  )
}
