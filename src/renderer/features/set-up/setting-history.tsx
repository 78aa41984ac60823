import { useCallback } from 'react'
import { EscalationReason } from '#shared/domain/escalation.ts'
import type { Row } from '#shared/tables.ts'
import { settingHistory } from '#renderer/workspace/routing-settings.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say, sayAt, sayList } from '#renderer/words/say.ts'

type Change = Row<'settingChanges'>['changes'][number]

const mostShown = 8

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
    <section aria-label={say('routing.history')} className="mt-5 border-t border-line-soft pt-3">
      <h3 className="pb-1 font-medium">{say('routing.history')}</h3>
      {entries.length === 0 && <p className="text-sm text-ink-3">{say('routing.no-history')}</p>}
      <ol className="flex flex-col gap-1.5">
        {entries.slice(0, mostShown).map(({ id, at, byName, changes }) => (
          <li key={id} className="text-sm wrap-anywhere">
            <span className="text-ink-3">
              {sayAt(at)} · <bdi>{byName}</bdi>
            </span>
            <ul>
              {changes.map((change) => (
                <li key={change.field} dir="auto">
                  {changeWords(workspace, change)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {entries.length > mostShown && (
        <p className="pt-1 text-sm text-ink-3">{say('routing.older', { n: entries.length - mostShown })}</p>
      )}
    </section>
  )
}
