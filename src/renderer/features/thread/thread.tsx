import { CloudOff } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import { partiesOfMessage } from '#shared/mutations/conversation-rules.ts'
import type { Row } from '#shared/tables.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { say } from '#renderer/words/say.ts'
import { waitingOn } from '#renderer/workspace/case-actions.ts'
import { partiesOfCase } from '#renderer/workspace/case-parties.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import { useThread } from '#renderer/workspace/use-thread.ts'
import type { ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'
import type { Sending } from './message-view.tsx'
import { PartyFilter } from './party-filter.tsx'
import { threadItems } from './thread-items.ts'
import type { Unsettled } from './thread-line.tsx'
import { ThreadScroll } from './thread-scroll.tsx'

const isOf = (caseId: string, { args }: ParkedEntry): boolean => (args as { caseId?: unknown }).caseId === caseId

function unsettled(workspace: Workspace, caseId: string): Unsettled {
  const waiting = waitingOn(workspace, caseId)
  const sending = new Map<string, Sending>()
  for (const { opId, args } of waiting) {
    const { messageId } = args as { messageId?: unknown }
    if (typeof messageId === 'string') sending.set(messageId, workspace.isSaved(opId) ? 'saved' : 'saving')
  }
  return {
    sending,
    parked: workspace.parked().filter((entry) => isOf(caseId, entry)),
    blocked: waiting.filter(({ opId }) => workspace.refusalOf(opId) !== undefined),
  }
}

/** The thread of one case. Give it the case's id as `key`: it starts at the newest message. `isBeside`: another case is in front. */
export function Thread({ row, isBeside = false }: { readonly row: Row<'cases'>; readonly isBeside?: boolean }) {
  const { state, rows: messages } = useThread(row)
  const compute = useCallback((workspace: Workspace) => unsettled(workspace, row.id), [row.id])
  const open = useRows(['outbox'], compute)
  const now = useNow()
  const readParties = useCallback((workspace: Workspace) => partiesOfCase(workspace, row), [row])
  const parties = useRows(['parties'], readParties)
  const { shown, onlyOf } = useFilter(row, messages, parties)
  const items = useMemo(() => threadItems(shown, open.parked, open.blocked), [shown, open])
  if (state === 'loading') return <div aria-busy className="min-h-0 flex-1" />
  if (state === 'missing' && items.length === 0) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState icon={<CloudOff size={18} />} title={say('thread.missing')} text={say('thread.missing-text')} />
      </div>
    )
  }
  if (items.length === 0 && onlyOf === null) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState title={say('thread.empty')} />
      </div>
    )
  }
  return (
    <div className="flex min-h-24 flex-1 flex-col">
      <PartyFilter parties={parties} onlyOf={onlyOf} hidden={messages.length - shown.length} />
      <ThreadScroll row={row} items={items} state={{ ...open, messages, parties, now }} isBeside={isBeside} />
    </div>
  )
}

/** What the thread shows: everything, or only what one of the parties sees. */
function useFilter(
  row: Row<'cases'>,
  messages: readonly Row<'messages'>[],
  parties: readonly CaseParty[],
): { readonly shown: readonly Row<'messages'>[]; readonly onlyOf: CaseParty | null } {
  const partyId = useScreen((screen) => screen.threadPartyId)
  const onlyOf = parties.find(({ id }) => id === partyId) ?? null
  const shown = useMemo(
    () =>
      onlyOf === null ? messages : messages.filter((message) => partiesOfMessage(row, message).includes(onlyOf.id)),
    [messages, onlyOf, row],
  )
  return { shown, onlyOf }
}
