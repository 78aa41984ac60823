import { FolderX, MessagesSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Row } from '#shared/tables.ts'
import { useKeysTo } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import { CaseHeader } from './case-header.tsx'
import { CaseTabs } from './case-tabs.tsx'

interface CaseViewProps {
  /** What stands below the head: the escalation, the thread and the composer come from their own features. */
  readonly children: (row: Row<'cases'>) => ReactNode
}

const panelId = 'case-panel'
const named = { search: 'list.search' }

/** The open cases as tabs, and the one in front. */
export function CaseView({ children }: CaseViewProps) {
  const caseId = useScreen((screen) => screen.caseId)
  const closeCase = useScreen((screen) => screen.closeCase)
  const row = useRow('cases', caseId)
  const keys = useKeysTo(named)
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-col bg-pane">
      <CaseTabs panelId={panelId} />
      <div
        id={panelId}
        role={caseId === null ? undefined : 'tabpanel'}
        className="flex min-h-0 flex-1 flex-col"
        aria-label={row?.subject}
      >
        {caseId === null && (
          <EmptyState
            icon={<MessagesSquare size={18} />}
            title={say('case.none-open')}
            text={say('case.none-open-text', keys)}
          />
        )}
        {caseId !== null && row === undefined && (
          <EmptyState
            icon={<FolderX size={18} />}
            title={say('case.gone')}
            text={say('case.gone-text')}
            action={<Button onClick={() => closeCase(caseId)}>{say('case.close-tab')}</Button>}
          />
        )}
        {row !== undefined && (
          <>
            <CaseHeader row={row} />
            {children(row)}
          </>
        )}
      </div>
    </div>
  )
}
