import { Pill } from '#renderer/ui/pill.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { standingOf, syncWords } from './sync-words.ts'

const read = (workspace: Workspace) => {
  const standing = standingOf(workspace)
  const { saved, unsaved, refused } = standing
  return {
    ...syncWords(workspace.sync, standing),
    opens: saved + unsaved + refused > 0 ? 'waiting' : 'health',
  } as const
}

/** How things stand with the service, in words; opens the list of what waits, or where nothing does, how things are kept here. */
export function SyncPill() {
  const { tone, words, opens } = useRows(['sync', 'outbox'], read)
  return (
    <Pill
      tone={tone}
      title={words}
      aria-label={`${say('sync.label')}: ${words}`}
      className="max-w-96"
      onClick={() => useScreen.getState().show(opens)}
    >
      <span className="truncate tabular-nums">{words}</span>
    </Pill>
  )
}
