import type { Row } from '#shared/tables.ts'
import type { ContextParts } from './features/context/context-panel.tsx'
import { ContextPanel } from './features/context/context-panel.tsx'
import { CaseView } from './features/case/case-view.tsx'
import { Others } from './features/case/others.tsx'
import { ComparePane } from './features/compare/compare-pane.tsx'
import { Composer } from './features/composer/composer.tsx'
import { DetailsPanel } from './features/details/details-panel.tsx'
import { AskBanner } from './features/asks/ask-banner.tsx'
import { ActionLines } from './features/actions/action-line.tsx'
import { DisputeLine } from './features/disputes/dispute-line.tsx'
import { DisputePanel } from './features/disputes/dispute-panel.tsx'
import { EscalationBanner } from './features/escalations/escalation-banner.tsx'
import { EscalationPanel } from './features/escalations/escalation-panel.tsx'
import { MacroPanel } from './features/macros/macro-panel.tsx'
import { HistoryPanel } from './features/parties/history-panel.tsx'
import { PartyPanel } from './features/parties/party-panel.tsx'
import { SopPanel } from './features/sops/sop-panel.tsx'
import { Thread } from './features/thread/thread.tsx'
import type { SopSearch } from './search/sop-search.ts'
import { useAboveThread } from './workspace/use-above-thread.ts'

/** What is open on the case, most of it in a line each: only the most urgent has room for more. */
function AboveThread({ row }: { readonly row: Row<'cases'> }) {
  const { escalation, ask } = useAboveThread(row)
  return (
    <>
      <EscalationBanner row={row} fold={escalation} />
      <AskBanner row={row} fold={ask} />
      <DisputeLine row={row} />
      <ActionLines row={row} />
    </>
  )
}

/** The open case, and beside it the one it is compared with: features do not know each other, so they are put together here. */
export const CaseSide = () => (
  <ComparePane other={(row) => <Thread key={`compared ${row.id}`} row={row} isBeside />}>
    <CaseView>
      {(row) => (
        <>
          {/* In a low window the thread keeps some lines: 28rem are the head, the place to write and these. */}
          <div className="scroll-slim flex max-h-[max(11rem,min(50%,calc(100%-28rem)))] shrink-0 flex-col overflow-y-auto">
            <AboveThread key={`above ${row.id}`} row={row} />
          </div>
          <Thread key={`thread ${row.id}`} row={row} />
          <Others caseId={row.id} />
          <Composer key={`composer ${row.id}`} row={row} />
        </>
      )}
    </CaseView>
  </ComparePane>
)

/** What stands beside the case. `search` lives as long as the workspace is open. */
export function ContextSide({ search }: { readonly search: SopSearch }) {
  const parts: ContextParts = {
    party: (row) => <PartyPanel row={row} />,
    sop: () => <SopPanel search={search} />,
    macros: () => <MacroPanel />,
    escalation: (row) => <EscalationPanel row={row} />,
    history: (row) => <HistoryPanel row={row} />,
    details: (row) => <DetailsPanel row={row} />,
    dispute: (row) => <DisputePanel row={row} />,
  }
  return <ContextPanel parts={parts} />
}
