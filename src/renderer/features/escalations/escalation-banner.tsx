import { clsx } from 'clsx'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import { can } from '#shared/permissions.ts'
import { isOpenEscalation } from '#shared/domain/escalation-state.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Tag, type Tone } from '#renderer/ui/tag.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { waitingOn } from '#renderer/workspace/case-actions.ts'
import type { Fold } from '#renderer/workspace/use-above-thread.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { DecisionBox } from './decision-box.tsx'
import { EscalationActions } from './escalation-actions.tsx'
import { PacketSummary } from './packet-summary.tsx'
import { ReturnedBox } from './returned-box.tsx'
import { standingWords } from './standing-words.ts'
import { Turns } from './turns.tsx'

const tones: { readonly [state: string]: Tone } = {
  queued: 'accent',
  accepted: 'accent',
  'in-progress': 'accent',
  waiting: 'warn',
  returned: 'warn',
  'handed-back': 'ok',
  resolved: 'ok',
}

/** The escalation in force, on top of its case: the hand-over first for Tier 2, what to do next for Tier 1. */
export function EscalationBanner({ row, fold }: { row: Row<'cases'>; fold: Fold | null }) {
  const escalation = useRow('escalations', row.escalation?.id)
  if (escalation === undefined || !isOpenEscalation(escalation.state)) return null
  return <InForce key={escalation.id} row={row} escalation={escalation} fold={fold} />
}

interface InForceProps {
  readonly row: Row<'cases'>
  readonly escalation: Row<'escalations'>
  /** Whether it has to do with a line. */
  readonly fold: Fold | null
}

function InForce({ row, escalation, fold }: InForceProps) {
  const workspace = useWorkspace()
  const bodyId = useId()
  const queue = useRow('queues', escalation.queueId)
  const isWaiting = useIsWaiting(row.id)
  // Tier 2 decides from the hand-over; Tier 1 wrote it.
  const [isWhole, setIsWhole] = useState(() => {
    const to = workspace.get('queues', escalation.queueId)
    return to !== undefined && can({ kind: 'agent', agent: workspace.me }).decide(to)
  })
  const { state, attempt } = escalation
  const isLine = fold?.isLine === true
  const standing = isWaiting
    ? say('escalation.waiting-to-send')
    : standingWords(escalation, workspace.me.id, queue?.name)
  const submitted = say('escalation.submitted-by', { name: escalation.byName })
  const since = (escalation.reopens ?? null) === null ? submitted : `${submitted} · ${say('escalation.reopens')}`
  const told = `${standing} · ${since}`
  const hasMore = isWhole || state === 'returned' || state === 'handed-back' || state === 'resolved'
  return (
    <section
      aria-label={say('escalation.banner')}
      // What else stands above the thread takes its room from the hand-over, which scrolls.
      className={clsx('flex flex-col border-b border-line bg-raise', hasMore && !isLine ? 'min-h-36' : 'shrink-0')}
    >
      <div className="flex items-start gap-2 px-4 pt-2.5 pb-2">
        <div className={clsx('flex min-w-0 flex-1 items-center gap-x-2 gap-y-1', !isLine && 'flex-wrap')}>
          <Tag tone={tones[state] ?? 'plain'}>{say(`escalation-state.${state}`)}</Tag>
          {attempt > 1 && <Tag>{say('escalation.attempt', { n: attempt })}</Tag>}
          {escalation.raised && <Tag tone="bad">{say('escalation.raised', { level: escalation.raised.level })}</Tag>}
          <span title={isLine ? told : undefined} className={clsx('min-w-0 text-ink-2', isLine && 'truncate')}>
            {isWaiting ? <span className="text-warn">{standing}</span> : standing}
            {` · ${since}`}
          </span>
        </div>
        <Button
          size="sm"
          look="quiet"
          className="-my-0.5 -me-2 shrink-0"
          aria-expanded={isWhole && !isLine}
          aria-controls={bodyId}
          icon={isWhole && !isLine ? <ChevronUp size={13} aria-hidden /> : <ChevronDown size={13} aria-hidden />}
          onClick={isLine ? fold.turn : () => setIsWhole(!isWhole)}
        >
          {say(isLine ? 'case.show' : isWhole ? 'escalation.show-less' : 'escalation.show-all')}
        </Button>
      </div>
      {!isLine && <Body id={bodyId} row={row} escalation={escalation} isWhole={isWhole} />}
    </section>
  )
}

interface BodyProps extends Omit<InForceProps, 'fold'> {
  readonly id: string
  readonly isWhole: boolean
}

/** What there is to know of it, and what can be done. */
function Body({ id, row, escalation, isWhole }: BodyProps) {
  const { state } = escalation
  return (
    <>
      {/* Scrolled on its own, so that the thread keeps its place. */}
      <ScrollRegion id={id} label={say('escalation.hand-over')} className="min-h-0 px-4">
        {state === 'returned' && <ReturnedBox escalation={escalation} />}
        {(state === 'handed-back' || state === 'resolved') && <DecisionBox escalation={escalation} />}
        {isWhole && (
          <div className="pb-2">
            <PacketSummary escalation={escalation} row={row} />
            {escalation.turns.length > 1 && (
              <div className="mt-2 border-t border-line-soft pt-2">
                <Turns escalation={escalation} />
              </div>
            )}
          </div>
        )}
      </ScrollRegion>
      <div
        className={clsx(
          'flex flex-wrap items-start gap-x-2 gap-y-1 px-4 pb-2.5',
          isWhole && 'border-t border-line-soft pt-2',
        )}
      >
        <EscalationActions row={row} escalation={escalation} />
      </div>
    </>
  )
}

function useIsWaiting(caseId: string): boolean {
  const compute = useCallback(
    (workspace: Workspace) => waitingOn(workspace, caseId).some(({ name }) => name.startsWith('escalation.')),
    [caseId],
  )
  return useRows(['outbox'], compute)
}
