import { CheckCheck } from 'lucide-react'
import { useCallback } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { OutboxEntry, ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { WaitingEntry } from './waiting-entry.tsx'
import { standingOf, syncWords } from './sync-words.ts'

function Entries({ title, entries }: { title: WordKey; entries: readonly (OutboxEntry | ParkedEntry)[] }) {
  if (entries.length === 0) return null
  return (
    <section className="not-first:mt-4">
      <h3 className="text-sm font-medium text-ink-3">{say(title)}</h3>
      <ol>
        {entries.map((entry) => (
          <WaitingEntry key={entry.opId} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

/** Everything that has not reached the service: what was refused first, because it needs the agent. */
export function WaitingDialog() {
  // Cases count too: whether something would be refused depends on them.
  const read = useCallback(
    (workspace: Workspace) => ({
      waiting: workspace.waiting(),
      parked: workspace.parked(),
      state: syncWords(workspace.sync, standingOf(workspace)).words,
    }),
    [],
  )
  const { waiting, parked, state } = useRows(['outbox', 'sync', 'cases'], read)
  return (
    <Dialog
      size="lg"
      title={say('waiting.title')}
      description={state}
      closeLabel={say('common.close')}
      onClose={() => useScreen.getState().show(null)}
      footer={<Button onClick={() => useScreen.getState().show('health')}>{say('health.title')}</Button>}
    >
      {waiting.length + parked.length === 0 ? (
        <EmptyState icon={<CheckCheck size={18} />} title={say('waiting.none')} text={say('waiting.none-text')} />
      ) : (
        <>
          <Entries title="waiting.refused-heading" entries={parked} />
          <Entries title="waiting.waiting-heading" entries={waiting} />
        </>
      )}
    </Dialog>
  )
}
