import { useRef, useState } from 'react'
import { tellDiagnostics } from '#renderer/commands/save-diagnostics.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { freeBytes } from '#renderer/workspace/free-bytes.ts'
import { serviceClock } from '#renderer/workspace/service-clock.ts'
import { keptBy } from '#renderer/workspace/vault.ts'
import type { KeptHere, Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { DeskLines } from './desk-lines.tsx'
import {
  clockSentence,
  connectionSentence,
  hereSentences,
  lastSyncSentence,
  placesSentence,
  waitingSentence,
} from './health-words.ts'
import { IncidentList } from './incident-list.tsx'
import { needsAgent } from './incident-words.ts'
import { HealthLine as Line } from './health-line.tsx'
import { keepAgain } from './keep-again.ts'
import { useAsked } from './use-asked.ts'

const read = (workspace: Workspace) => ({
  sync: workspace.sync,
  keeping: workspace.keeping,
  waiting: workspace.waiting().length,
  oldestAt: workspace.waiting()[0]?.at,
  refused: workspace.parked().length,
  cases: workspace.lists.count('all-open') + workspace.lists.count('solved'),
})

function summaryOf({ keeping }: ReturnType<typeof read>): string | undefined {
  if (keeping.unsafe > 0) return say('health.unsafe')
  return needsAgent(keeping) ? undefined : say('health.calm')
}

/** How the connection stands, how safely things are kept on this computer, and what went wrong with it: in plain sentences. */
export function HealthDialog() {
  const workspace = useWorkspace()
  const standing = useRows(['sync', 'outbox', 'keeping', 'cases'], read)
  const { sync, keeping, waiting, oldestAt, refused, cases } = standing
  const [countHere] = useState(() => (): Promise<KeptHere> => workspace.keptHere())
  const here = useAsked(countHere)
  const keeper = useAsked(keptBy)
  const free = useAsked(freeBytes)
  const { show } = useScreen.getState()
  const done = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title={say('health.title')}
      description={summaryOf(standing)}
      closeLabel={say('common.close')}
      onClose={() => show(null)}
      // It is there to be read: none of what it offers is what everybody wants of it.
      initialFocus={done}
      footer={
        <>
          {sync.connection === 'offline' && sync.ended === null && (
            <Button onClick={() => workspace.retryNow()}>{say('offline.retry')}</Button>
          )}
          {keeping.unsafe > 0 && <Button onClick={() => keepAgain(workspace)}>{say('health.keep-again')}</Button>}
          {keeping.incidents.length > 0 && (
            <Button onClick={() => workspace.dismissIncidents()}>{say('health.read')}</Button>
          )}
          <Button onClick={() => tellDiagnostics(workspace, { tell: notify })}>
            {say('commands.save-diagnostics')}
          </Button>
          <Button ref={done} look="primary" onClick={() => show(null)}>
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
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {waitingSentence(waiting, refused, oldestAt)}
            {waiting + refused > 0 && (
              <Button size="sm" className="-my-0.5" onClick={() => show('waiting')}>
                {say('health.show-waiting')}
              </Button>
            )}
          </div>
        </Line>
        <Line term="health.here">{hereSentences(cases, here, free).join(' ')}</Line>
        <Line term="health.places">{placesSentence(keeping)}</Line>
        <Line term="health.keys">{keeper === null ? '' : say(`account.secrets-${keeper}`)}</Line>
        <Line term="health.clock">{clockSentence(serviceClock.aheadOfHere())}</Line>
        <DeskLines />
      </dl>
      <IncidentList keeping={keeping} />
    </Dialog>
  )
}
