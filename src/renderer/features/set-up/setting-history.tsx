import { useCallback } from 'react'
import { EscalationReason } from '#shared/domain/escalation.ts'
import type { Row } from '#shared/tables.ts'
import { HistoryList } from '#renderer/forms/history-list.tsx'
import { settingHistory } from '#renderer/workspace/routing-settings.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say, sayList } from '#renderer/words/say.ts'

type Change = Row<'settingChanges'>['changes'][number]

const fields: { readonly [field: string]: WordKey } = {
  name: 'routing.name',
  work: 'routing.work',
  markets: 'routing.markets',
  skills: 'routing.skills',
  isByLanguage: 'routing.by-language',
  overflow: 'routing.overflow',
  awayMinutes: 'routing.away',
  takeUpMinutes: 'routing.take-up',
  isRoutedAnew: 'routing.anew',
  reasons: 'routing.reasons',
  raiseMinutes: 'routing.raise',
  teamIds: 'routing.teams',
  siteIds: 'routing.sites',
  rank: 'routing.rank',
  languages: 'routing.languages',
  capacity: 'routing.capacity',
  channelCapacity: 'routing.channels',
}

const record = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : {}

/** What somebody set a field to, in words; ids as the names they have now. */
function valueWords(workspace: Workspace, field: string, value: unknown): string {
  const nameOf = (id: unknown): string => {
    const known = typeof id === 'string' ? id : ''
    const row = workspace.get('queues', known) ?? workspace.get('teams', known) ?? workspace.get('sites', known)
    return row?.name ?? known
  }
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return say('routing.none')
  if (field === 'work') return say(value === 'push' ? 'routing.push' : 'routing.pull')
  if (field === 'rank') return String(Number(value) + 1)
  if (field === 'overflow') {
    const { queueId, afterMinutes } = record(value)
    return say('routing.overflow-words', { queue: nameOf(queueId), minutes: Number(afterMinutes) })
  }
  if (typeof value === 'boolean') return say(value ? 'routing.yes' : 'routing.no')
  if (field === 'reasons')
    return sayList(
      EscalationReason.array()
        .parse(value)
        .map((one) => say(`escalation-reason.${one}`)),
    )
  if (Array.isArray(value)) return sayList(value.map(field.endsWith('Ids') ? nameOf : String))
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return Object.entries(record(value))
    .map(([name, most]) => `${name} ${String(most)}`)
    .join(', ')
}

function changeWords(workspace: Workspace, { field, from, to }: Change): string {
  const key = fields[field]
  const name = key === undefined ? field : say(key)
  const [was, now] = [valueWords(workspace, field, from), valueWords(workspace, field, to)]
  return say('routing.change', { field: name, was, now })
}

/** Who changed what of it, the latest first. */
export function SettingHistory({ rowId }: { rowId: string }) {
  const workspace = useWorkspace()
  const read = useCallback((of: Workspace) => settingHistory(of, rowId), [rowId])
  const entries = useRows(['settingChanges'], read)
  return (
    <HistoryList
      entries={entries.map(({ changes, ...entry }) => ({
        ...entry,
        lines: changes.map((change) => changeWords(workspace, change)),
      }))}
    />
  )
}
