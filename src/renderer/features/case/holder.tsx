import { clsx } from 'clsx'
import { UserRound } from 'lucide-react'
import { useCallback } from 'react'
import { isOpenCase } from '#shared/domain/case.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { shortName } from '#renderer/ui/short-name.ts'
import { say } from '#renderer/words/say.ts'
import { waitingOn } from '#renderer/workspace/case-actions.ts'
import { useSeconds } from '#renderer/workspace/use-now.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { Change } from './change.tsx'
import { claimWords, isCounting } from './claim-words.ts'

const take = commandById('case.claim')
const unheard: Workspace['heard'] = { at: null, leaseMs: null, aheadMs: 0 }

function holderWords(row: Row<'cases'>, assignee: Row<'agents'> | undefined, meId: string): string {
  if (row.assigneeId === null) return say('case.nobody')
  if (row.assigneeId === meId) return say('case.mine')
  return assignee === undefined || !assignee.active
    ? say('case.assignee-gone')
    : say('case.assignee', { name: shortName(assignee.name) })
}

/** How long the case stays with whoever has it, where that is not certain. */
function useClaimWords(row: Row<'cases'>): ReturnType<typeof claimWords> {
  const meId = useWorkspace().me.id
  const read = useCallback(
    (workspace: Workspace) => {
      const isOffline = workspace.sync.connection === 'offline'
      const told = workspace.colleagues.on(row.id)
      const isWaiting = waitingOn(workspace, row.id).some(({ name }) => name === 'case.claim')
      // When the service was last heard of moves with every change that comes in, and says nothing while all is well.
      const heard = isOffline || told?.lease !== undefined ? workspace.heard : unheard
      return { row, meId, isOffline, isWaiting, heard, told }
    },
    [row, meId],
  )
  const view = useRows(['sync', 'presence', 'outbox'], read)
  return claimWords(view, useSeconds(isCounting(view)))
}

/** Who has the case, for how long, and the way to take it where nobody has. */
export function Holder({ row, mayChange }: { row: Row<'cases'>; mayChange: boolean }) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const takeKey = useKeyLabel('case.claim')
  const assignee = useRow('agents', row.assigneeId)
  const queue = useRow('queues', row.queueId)
  const mayChoose = queue === undefined || can({ kind: 'agent', agent: workspace.me }).choose(row, queue)
  const claim = useClaimWords(row)
  const words = claim?.isWarning === true ? say('case.was-mine') : holderWords(row, assignee, workspace.me.id)
  const name = (
    <span className="inline-flex min-w-0 items-center gap-1">
      <UserRound size={12} aria-hidden className="shrink-0" />
      <span title={assignee?.name} className="truncate">
        {words}
      </span>
    </span>
  )
  return (
    <>
      {mayChange ? (
        <Change to="assign" what={say('case.assigned')}>
          {name}
        </Change>
      ) : (
        name
      )}
      {claim !== null && <span className={clsx('tabular-nums', claim.isWarning && 'text-warn')}>{claim.text}</span>}
      {row.assigneeId === null && mayChange && !mayChoose && isOpenCase(row) && (
        <span title={say('list.given-out-text')} className="text-ink-3">
          {say('case.given-out')}
        </span>
      )}
      {take !== undefined && row.assigneeId === null && mayChange && mayChoose && isOpenCase(row) && (
        <Button size="sm" keys={takeKey} onClick={() => commands.run(take, { ...commands.contextNow(), pointed: row })}>
          {say('case.take')}
        </Button>
      )}
    </>
  )
}
