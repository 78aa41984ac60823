import { ArrowUpFromLine } from 'lucide-react'
import { useCallback } from 'react'
import { can } from '#shared/permissions.ts'
import { isOpenEscalation, isWithTier2 } from '#shared/domain/escalation-state.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say, sayAt } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { DecisionBox } from './decision-box.tsx'
import { EscalationActions } from './escalation-actions.tsx'
import { PacketSummary } from './packet-summary.tsx'
import { ReturnedBox } from './returned-box.tsx'
import { SimilarPast } from './similar-past.tsx'
import { Turns } from './turns.tsx'

/** Everything about the escalations of a case: the latest with all its turns, the earlier ones below. */
export function EscalationPanel({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const find = useCallback(
    (from: Workspace) =>
      [...from.children('escalations', row.id)].sort((a, b) => b.submittedAt.localeCompare(a.submittedAt, 'en')),
    [row.id],
  )
  const escalations = useRows(['escalations'], find)
  const mayEscalate = can({ kind: 'agent', agent: workspace.me }).escalate(row) && row.status !== 'closed'
  const start = mayEscalate && (
    <Button look="primary" keys="⇧ E" icon={<ArrowUpFromLine size={13} aria-hidden />} onClick={() => show('escalate')}>
      {say('escalation.panel-start')}
    </Button>
  )
  if (escalations.length === 0) {
    return (
      <EmptyState
        icon={<ArrowUpFromLine size={18} />}
        title={say('escalation.panel-none')}
        text={say('escalation.panel-none-text')}
        action={start}
      />
    )
  }
  return (
    <ScrollRegion label={say('context.escalation')} className="h-full">
      {start !== false && <div className="border-b border-line-soft px-4 py-3">{start}</div>}
      {escalations.map((escalation, index) => (
        <section key={escalation.id} className="border-b border-line-soft px-4 py-3">
          {index === 1 && <h3 className="mb-2 text-sm text-ink-3">{say('escalation.earlier')}</h3>}
          <p className="mb-2 flex flex-wrap items-center gap-2">
            <Tag tone={isOpenEscalation(escalation.state) ? 'accent' : 'plain'}>
              {say(`escalation-state.${escalation.state}`)}
            </Tag>
            {escalation.attempt > 1 && <Tag>{say('escalation.attempt', { n: escalation.attempt })}</Tag>}
            <span className="text-sm text-ink-3">{sayAt(escalation.submittedAt)}</span>
          </p>
          {escalation.state === 'returned' && <ReturnedBox escalation={escalation} />}
          <DecisionBox escalation={escalation} />
          {index === 0 && isOpenEscalation(escalation.state) && (
            <div className="mb-3">
              <EscalationActions row={row} escalation={escalation} />
            </div>
          )}
          <PacketSummary escalation={escalation} />
          {index === 0 && isWithTier2(escalation.state) && <SimilarPast escalation={escalation} row={row} />}
          {escalation.turns.length > 0 && (
            <div className="mt-3 border-t border-line-soft pt-2">
              <h3 className="mb-1.5 text-sm text-ink-3">{say('escalation.turns')}</h3>
              <Turns escalation={escalation} />
            </div>
          )}
        </section>
      ))}
    </ScrollRegion>
  )
}
