import { clsx } from 'clsx'
import { UserRound } from 'lucide-react'
import { useCallback } from 'react'
import { isOpenCase } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import { waitingOn } from '#renderer/workspace/case-actions.ts'
import { useSeconds } from '#renderer/workspace/use-now.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { Change } from './change.tsx'
import { claimWords, isCounting } from './claim-words.ts'

const take = commandById('case.claim')

function holderWords(row: Row<'cases'>, assignee: Row<'agents'> | undefined, meId: string): string {
  if (row.assigneeId === null) return say('case.nobody')
  if (row.assigneeId === meId) return say('case.mine')
  return assignee === undefined || !assignee.active
    ? say('case.assignee-gone')
    : say('case.assignee', { name: assignee.name })
}

/** How long it stays with them, where that is not certain. */
function ClaimState({ row }: { row: Row<'cases'> }) {
  const meId = useWorkspace().me.id
  const read = useCallback(
    (workspace: Workspace) => ({
      row,
      meId,
      isOffline: workspace.sync.connection === 'offline',
      isWaiting: waitingOn(workspace, row.id).some(({ name }) => name === 'case.claim'),
      heard: workspace.heard,
      told: workspace.colleagues.on(row.id),
    }),
    [row, meId],
  )
  const view = useRows(['sync', 'presence', 'outbox'], read)
  const words = claimWords(view, useSeconds(isCounting(view)))
  if (words === null) return null
  return (
    <span title={words.text} className={clsx('truncate tabular-nums', words.isWarning && 'text-warn')}>
      {words.text}
    </span>
  )
}

/** Who has the case, for how long, and the way to take it where nobody has. */
export function Holder({ row, mayChange }: { row: Row<'cases'>; mayChange: boolean }) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const takeKey = useKeyLabel('case.claim')
  const assignee = useRow('agents', row.assigneeId)
  const name = (
    <span className="inline-flex min-w-0 items-center gap-1">
      <UserRound size={12} aria-hidden className="shrink-0" />
      <span className="truncate">{holderWords(row, assignee, workspace.me.id)}</span>
    </span>
  )
  return (
    <div className="flex min-w-0 items-center gap-2">
      {mayChange ? (
        <Change to="assign" what={say('case.assigned')}>
          {name}
        </Change>
      ) : (
        name
      )}
      <ClaimState row={row} />
      {take !== undefined && row.assigneeId === null && mayChange && isOpenCase(row) && (
        <Button size="sm" keys={takeKey} onClick={() => commands.run(take, { ...commands.contextNow(), pointed: row })}>
          {say('case.take')}
        </Button>
      )}
    </div>
  )
}
