import { useCallback, useEffect } from 'react'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { shortName } from '#renderer/ui/short-name.ts'
import { announce } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useSeconds } from '#renderer/workspace/use-now.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { hereWords, othersOn, presenceWords } from './presence-words.ts'

/** At most this many are drawn; the words count the rest. */
const mostDrawn = 3

/** Above the place to write: who else has the case open, who is typing, and who was here until their connection broke off. */
export function Others({ caseId }: { caseId: string }) {
  const read = useCallback(
    (workspace: Workspace) => ({
      told: workspace.colleagues.on(caseId),
      heard: workspace.heard,
      isOffline: workspace.sync.connection !== 'online',
      nameOf: (id: string) => workspace.get('agents', id)?.name ?? say('presence.somebody'),
    }),
    [caseId],
  )
  const { told, ...how } = useRows(['presence', 'sync', 'agents'], read)
  const hasOthers = (told?.agents.length ?? 0) > 0
  const now = useSeconds(hasOthers)
  const others = othersOn(told, how, now)
  const here = hereWords(others)
  useEffect(() => {
    // Ages are not read out: they would be news every few seconds.
    if (here !== '') announce(here)
  }, [here])
  const short = others.map((other) => ({ ...other, name: shortName(other.name) }))
  return (
    // Of one height, with somebody here or without: nothing moves when they come and go.
    <div className="flex h-6 shrink-0 items-center gap-1.5 px-4 text-sm text-ink-2">
      {others.length > 0 && (
        <>
          <span className="sr-only">{say('presence.label')}</span>
          {others.slice(0, mostDrawn).map(({ id, name, seenAt }) => (
            <Avatar key={id} name={name} isFaint={seenAt !== null} />
          ))}
          <span title={presenceWords(others, now)} className="truncate tabular-nums">
            {presenceWords(short, now)}
          </span>
        </>
      )}
    </div>
  )
}
