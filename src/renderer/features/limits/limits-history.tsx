import { useCallback } from 'react'
import { Role } from '#shared/domain/agent.ts'
import { ActionKind } from '#shared/domain/desk-action.ts'
import type { Row } from '#shared/tables.ts'
import { HistoryList } from '#renderer/forms/history-list.tsx'
import { say } from '#renderer/words/say.ts'
import { limitHistory } from '#renderer/workspace/routing-settings.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Change = Row<'settingChanges'>['changes'][number]

const ruleWords = (value: unknown): string => {
  if (value === '0') return say('limits.nothing')
  return typeof value === 'string' ? value : say('routing.none')
}

function changeWords({ field, from, to }: Change): string {
  const [of = '', about = ''] = field.split(' ')
  const role = Role.safeParse(of)
  const kind = ActionKind.safeParse(about)
  const name =
    role.success && kind.success
      ? say('limits.cell', { action: say(`action-kind.${kind.data}`), role: say(`role.${role.data}`) })
      : field
  return say('routing.change', { field: name, was: ruleWords(from), now: ruleWords(to) })
}

/** Who changed what of a market's limits; `market` null: of those that hold in every market without its own. */
export function LimitsHistory({ market }: { market: string | null }) {
  const read = useCallback((workspace: Workspace) => limitHistory(workspace, market), [market])
  const entries = useRows(['settingChanges'], read)
  return (
    <HistoryList entries={entries.map(({ changes, ...entry }) => ({ ...entry, lines: changes.map(changeWords) }))} />
  )
}
