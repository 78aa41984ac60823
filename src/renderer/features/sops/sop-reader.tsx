import { FileX } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { say } from '#renderer/words/say.ts'
import { type SopTab, useScreen } from '#renderer/workspace/screen-store.ts'
import { markOf, markSop } from '#renderer/workspace/sop-work.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { ReaderHead } from './reader-head.tsx'
import { ReaderNotes } from './reader-notes.tsx'
import { SopAbout } from './sop-about.tsx'
import { SopSteps } from './sop-steps.tsx'
import { SopText } from './sop-text.tsx'
import { mayRead } from './visible-sops.ts'

interface SopReaderProps {
  readonly sopId: string
  readonly onBack: () => void
}

/** One SOP, read beside the case. Give it the SOP's id as `key`. */
export function SopReader({ sopId, onBack }: SopReaderProps) {
  const now = useNow()
  const find = useCallback(
    (workspace: Workspace) => {
      const row = workspace.get('sops', sopId)
      return row !== undefined && mayRead(workspace, row, now) ? row : undefined
    },
    [sopId, now],
  )
  const sop = useRows(['sops', 'agents'], find)
  if (sop === undefined) {
    return (
      <EmptyState
        icon={<FileX size={18} />}
        title={say('sop.gone')}
        text={say('sop.gone-text')}
        action={<Button onClick={onBack}>{say('sop.back')}</Button>}
      />
    )
  }
  return <Opened sop={sop} onBack={onBack} />
}

/** What is read for the first time is noted at once; what has changed since, when the agent says so. */
function useFirstReading(sop: Row<'sops'>): void {
  const workspace = useWorkspace()
  const { id, groupId, state } = sop
  useEffect(() => {
    if (state === 'published' && markOf(workspace, groupId) === undefined) markSop(workspace, id, false)
  }, [workspace, id, groupId, state])
}

const tabs: readonly SopTab[] = ['text', 'steps', 'about']
const hasRun = (caseId: string | null, groupId: string) => (workspace: Workspace) =>
  caseId !== null && workspace.children('sopRuns', caseId).some((run) => run.groupId === groupId)

function Opened({ sop, onBack }: { sop: Row<'sops'>; onBack: () => void }) {
  useFirstReading(sop)
  const chosen = useScreen((screen) => screen.sopTab)
  const showSop = useScreen((screen) => screen.showSop)
  const caseId = useScreen((screen) => screen.caseId)
  const { groupId } = sop
  const isRun = useRows(
    ['sopRuns'],
    useCallback((workspace: Workspace) => hasRun(caseId, groupId)(workspace), [caseId, groupId]),
  )
  const hasSteps = (sop.steps ?? []).length > 0 || isRun
  const tab = chosen === 'steps' && !hasSteps ? 'text' : chosen
  return (
    <article className="flex min-h-0 flex-1 flex-col">
      <ReaderHead sop={sop} onBack={onBack} />
      <ReaderNotes sop={sop} />
      <TabStrip
        label={sop.title}
        tabs={tabs
          .filter((id) => id !== 'steps' || hasSteps)
          .map((id) => ({ id, label: say(`sop.tab-${id}`, { n: (sop.steps ?? []).length }) }))}
        activeId={tab}
        onSelect={(id) => showSop(sop.id, tabs.find((one) => one === id) ?? 'text')}
      />
      <ScrollRegion label={sop.title} className="min-h-0 flex-1 px-4 py-3">
        {tab === 'text' && <SopText sop={sop} />}
        {tab === 'steps' && <SopSteps sop={sop} />}
        {tab === 'about' && <SopAbout sop={sop} />}
      </ScrollRegion>
    </article>
  )
}
