import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { keptBy } from '#renderer/workspace/vault.ts'
import type { KeptHere, Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { connectionSentence, hereSentences, lastSyncSentence, placesSentence } from './health-words.ts'
import { IncidentList } from './incident-list.tsx'
import { needsAgent } from './incident-words.ts'
import { keepAgain } from './keep-again.ts'

const read = (workspace: Workspace) => ({
  sync: workspace.sync,
  keeping: workspace.keeping,
  waiting: workspace.waiting().length,
  refused: workspace.parked().length,
  cases: workspace.lists.count('all-open') + workspace.lists.count('solved'),
})

/** What takes time to find out; null until it is known. */
function useAsked<T>(ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  useEffect(() => {
    let isCurrent = true
    ask().then((given) => isCurrent && setAnswer(given), reportError)
    return () => {
      isCurrent = false
    }
  }, [ask])
  return answer
}

function Line({ term, children }: { term: WordKey; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_1fr] gap-x-3 py-1 max-[32rem]:grid-cols-1">
      <dt className="text-ink-3">{say(term)}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}

function summaryOf({ keeping }: ReturnType<typeof read>): string | undefined {
  if (keeping.unsafe > 0) return say('health.unsafe')
  return needsAgent(keeping) ? undefined : say('health.calm')
}

/** How the connection stands, how safely things are kept on this computer, and what went wrong with it: in plain sentences. */
export function HealthDialog() {
  const workspace = useWorkspace()
  const standing = useRows(['sync', 'outbox', 'keeping', 'cases'], read)
  const { sync, keeping, waiting, refused, cases } = standing
  const [countHere] = useState(() => (): Promise<KeptHere> => workspace.keptHere())
  const here = useAsked(countHere)
  const keeper = useAsked(keptBy)
  const { show } = useScreen.getState()
  return (
    <Dialog
      title={say('health.title')}
      description={summaryOf(standing)}
      closeLabel={say('common.close')}
      onClose={() => show(null)}
      footer={
        <>
          {sync.connection === 'offline' && sync.ended === null && (
            <Button onClick={() => workspace.retryNow()}>{say('offline.retry')}</Button>
          )}
          {keeping.unsafe > 0 && <Button onClick={() => keepAgain(workspace)}>{say('health.keep-again')}</Button>}
          {keeping.incidents.length > 0 && (
            <Button onClick={() => workspace.dismissIncidents()}>{say('health.read')}</Button>
          )}
          <Button look="primary" onClick={() => show(null)}>
            {say('common.close')}
          </Button>
        </>
      }
    >
      <dl>
        <Line term="health.connection">
          {connectionSentence(sync)}
          {sync.trouble !== null && (
            <p className="text-sm text-ink-3">{say('health.trouble', { trouble: sync.trouble })}</p>
          )}
        </Line>
        <Line term="health.last-sync">{lastSyncSentence(sync)}</Line>
        <Line term="health.waiting">
          {say('health.waits', { n: waiting, refused })}{' '}
          {waiting + refused > 0 && (
            <Button size="sm" onClick={() => show('waiting')}>
              {say('health.show-waiting')}
            </Button>
          )}
        </Line>
        <Line term="health.here">{hereSentences(cases, here).join(' ')}</Line>
        <Line term="health.places">{placesSentence(keeping)}</Line>
        <Line term="health.keys">{keeper === null ? '' : say(`account.secrets-${keeper}`)}</Line>
      </dl>
      <IncidentList keeping={keeping} />
    </Dialog>
  )
}
