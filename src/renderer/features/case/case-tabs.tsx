import { useCallback } from 'react'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { apart, say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** The open cases, each with a mark where something unsent is kept. */
export function CaseTabs({ panelId }: { panelId: string }) {
  const ids = useScreen((screen) => screen.tabs)
  const caseId = useScreen((screen) => screen.caseId)
  const openCase = useScreen((screen) => screen.openCase)
  const closeCase = useScreen((screen) => screen.closeCase)
  const compute = useCallback(
    (workspace: Workspace) =>
      ids.map((id) => {
        const row = workspace.get('cases', id)
        const label = row === undefined ? say('case.gone-short') : `${row.number} ${apart(row.partyName)}`
        return { id, label, title: row === undefined ? label : `${label} · ${apart(row.subject)}` }
      }),
    [ids],
  )
  const tabs = useRows(['cases'], compute)
  if (tabs.length === 0) return null
  return (
    <TabStrip
      look="cards"
      label={say('case.tabs')}
      tabs={tabs}
      activeId={caseId}
      panelId={panelId}
      onSelect={openCase}
      onClose={closeCase}
    />
  )
}
