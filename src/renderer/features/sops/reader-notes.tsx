import { useCallback, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { markOf, markSop, queuesAsking } from '#renderer/workspace/sop-work.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { CompareSops } from './compare-sops.tsx'
import { inForceInstead, sourceVersion, versionsHere } from './visible-sops.ts'

type Sop = Row<'sops'>

/** What an agent has to know of an SOP before they read it: that another version is in force, what changed, what they are asked to acknowledge. */
export function ReaderNotes({ sop }: { readonly sop: Sop }) {
  const showSop = useScreen((screen) => screen.showSop)
  const now = useNow()
  const read = useCallback(
    (workspace: Workspace) => ({
      instead: inForceInstead(workspace, sop, now),
      source: sourceVersion(workspace, sop, now),
      mark: markOf(workspace, sop.groupId),
      asking: queuesAsking(workspace, sop).map(({ name }) => name),
    }),
    [sop, now],
  )
  const { instead, source, mark, asking } = useRows(['sops', 'sopMarks', 'queues', 'agents'], read)
  if (instead !== null) {
    return (
      <Banner
        tone="warn"
        action={
          <Button onClick={() => showSop(instead.id)}>{say('sop.show-in-force', { version: instead.version })}</Button>
        }
      >
        {say('sop.not-in-force')}
      </Banner>
    )
  }
  return (
    <>
      {source !== null && source > sop.version && (
        <Banner tone="warn">{say('sop.translation-old', { version: sop.version, source })}</Banner>
      )}
      {mark !== undefined && mark.version < sop.version && <Changed sop={sop} read={mark.version} />}
      {asking.length > 0 && sop.state === 'published' && <Asked sop={sop} queues={asking} />}
    </>
  )
}

/** What changed since the agent read it. */
function Changed({ sop, read }: { sop: Sop; read: number }) {
  const workspace = useWorkspace()
  const [isShown, setShown] = useState(false)
  const before = useRows(
    ['sops'],
    useCallback((of: Workspace) => versionsHere(of, sop).find(({ version }) => version === read), [sop, read]),
  )
  const known = (): void => void tellOutcome({ tell: notify }, markSop(workspace, sop.id, false))
  return (
    <section
      aria-label={say('sop.changed', { version: read })}
      className="shrink-0 border-y border-line-soft bg-accent-soft px-4 py-2"
    >
      <p className="font-medium">{say('sop.changed', { version: read })}</p>
      {(sop.note ?? '') !== '' && <p className="wrap-anywhere">{sop.note}</p>}
      {before === undefined && <p className="text-sm text-ink-2">{say('sop.before-gone')}</p>}
      {before !== undefined && isShown && <CompareSops before={before} after={sop} className="max-h-[40vh]" />}
      <p className="mt-1.5 flex gap-1.5">
        {before !== undefined && (
          <Button size="sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {say('sop.what-changed')}
          </Button>
        )}
        <Button size="sm" onClick={known}>
          {say('sop.changed-read')}
        </Button>
      </p>
    </section>
  )
}

/** What queues ask for before they give anyone a case. */
function Asked({ sop, queues }: { sop: Sop; queues: readonly string[] }) {
  const workspace = useWorkspace()
  const acknowledge = (): void => {
    if (tellOutcome({ tell: notify }, markSop(workspace, sop.id, true))) notify(say('sop.acknowledged'))
  }
  return (
    <output className="block shrink-0 bg-warn-soft px-4 py-2">
      <p className="text-warn">{say('sop.asked', { n: queues.length, queues: queues.join(', ') })}</p>
      <Button look="primary" className="mt-1.5" onClick={acknowledge}>
        {say('sop.acknowledge')}
      </Button>
    </output>
  )
}
