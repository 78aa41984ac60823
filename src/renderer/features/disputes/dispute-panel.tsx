import { Gavel } from 'lucide-react'
import { useCallback, useState } from 'react'
import { isOpenDispute } from '#shared/domain/dispute-state.ts'
import type { Evidence, Side, WorkedDispute } from '#shared/domain/dispute.ts'
import { disputeSeenBy } from '#shared/dispute-as-seen.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayMoney } from '#renderer/words/say.ts'
import { useDisputeRequest, type DisputeStepName } from '#renderer/workspace/dispute-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { deskView } from './desk-view.ts'
import { DisputeRecord } from './dispute-record.tsx'
import { disputeOn, stepsOn } from './dispute-steps.ts'
import { clockWords, expiryWords, kindWords, stepWords } from './dispute-words.ts'

const ask = (step: DisputeStepName | null): void => {
  useDisputeRequest.getState().ask(step)
  useScreen.getState().show('dispute')
}

/** Everything about the dispute of a case; also as one of its sides may see it. */
export function DisputePanel({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  useRow('disputes', row.dispute?.id)
  const findKept = useCallback((from: Workspace) => from.children('evidence', row.id), [row.id])
  const kept = useRows(['evidence'], findKept)
  const dispute = disputeOn(workspace, row)
  if (dispute === undefined) {
    const mayOpen = stepsOn(workspace, row, undefined).some(({ why }) => why === null)
    return (
      <EmptyState
        icon={<Gavel size={18} />}
        title={say('dispute.none')}
        text={say(row.orderIds.length === 0 ? 'dispute.needs-order' : 'dispute.none-text')}
        action={
          mayOpen && (
            <Button look="primary" keys="⇧ D" onClick={() => ask('opened')}>
              {say('dispute.open')}
            </Button>
          )
        }
      />
    )
  }
  return (
    <ScrollRegion label={say('context.dispute')} className="h-full">
      <Standing row={row} dispute={dispute} />
      <AsSeen key={dispute.id} dispute={dispute} kept={kept} />
    </ScrollRegion>
  )
}

function Standing({ row, dispute }: { row: Row<'cases'>; dispute: WorkedDispute }) {
  const workspace = useWorkspace()
  const now = useNow()
  const { state, clock } = dispute.work
  // What has been asked for is not offered again.
  useRows(
    ['actions'],
    useCallback((from: Workspace) => from.children('actions', row.id), [row.id]),
  )
  const steps = stepsOn(workspace, row, dispute)
  const isLate = clock.runs && (clock.overdueSince !== null || Date.parse(clock.at) <= now)
  return (
    <section className="border-b border-line-soft px-4 py-3">
      <p className="mb-1 flex flex-wrap items-center gap-2">
        <Tag tone={isOpenDispute(state) ? 'legal' : 'plain'}>{say(`dispute-state.${state}`)}</Tag>
        <span className="font-medium">{kindWords(dispute.kind)}</span>
        {dispute.amount !== null && dispute.currency !== null && (
          <span className="ml-auto tabular-nums">{sayMoney(dispute.amount, dispute.currency)}</span>
        )}
      </p>
      <p className={isLate ? 'text-bad' : 'text-ink-2'}>{clockWords(clock, now)}</p>
      {clock.runs && (
        <p className="text-sm text-ink-3">
          {say('dispute.then', { what: expiryWords(clock.onExpiry) })}
          {clock.isPeers && ` · ${say('dispute.peers-figure')}`}
        </p>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {steps.slice(0, 3).map(({ name, why }, index) => (
          <Button
            key={name}
            size="sm"
            look={index === 0 ? 'primary' : 'plain'}
            disabled={why !== null}
            title={why ?? undefined}
            onClick={() => ask(name)}
          >
            {stepWords(name)}
          </Button>
        ))}
        {steps.length > 3 && (
          <Button size="sm" look="quiet" keys="⇧ D" onClick={() => ask(null)}>
            {say('dispute.more')}
          </Button>
        )}
      </div>
    </section>
  )
}

const views = ['desk', 'customer', 'seller'] as const

function AsSeen({ dispute, kept }: { dispute: WorkedDispute; kept: readonly Evidence[] }) {
  const [as, setAs] = useState<'desk' | Side>('desk')
  const seen = as === 'desk' ? deskView(dispute, kept) : disputeSeenBy(as, dispute, kept)
  return (
    <>
      <div className="border-b border-line-soft px-4 py-2">
        <SelectField
          aria-label={say('dispute.view')}
          value={as}
          options={views.map((value) => ({ value, label: say(`dispute-view.${value}`) }))}
          onChange={setAs}
        />
      </div>
      <DisputeRecord seen={seen} />
    </>
  )
}
