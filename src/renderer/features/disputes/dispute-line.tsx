import { clsx } from 'clsx'
import { isOpenDispute } from '#shared/domain/dispute-state.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { disputeOn } from './dispute-steps.ts'
import { clockWords } from './dispute-words.ts'

/** That a dispute is open, on top of its case: where it stands and who has until when. */
export function DisputeLine({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  const now = useNow()
  const showContext = useScreen((screen) => screen.showContext)
  useRow('disputes', row.dispute?.id)
  const dispute = disputeOn(workspace, row)
  if (dispute === undefined || !isOpenDispute(dispute.work.state)) return null
  const { state, clock } = dispute.work
  const isLate = clock.runs && (clock.overdueSince !== null || Date.parse(clock.at) <= now)
  return (
    <section aria-label={say('dispute.banner')} className="shrink-0 border-b border-line bg-raise">
      <button
        type="button"
        className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-start hover:bg-hover"
        onClick={() => showContext('dispute')}
      >
        <Tag tone="legal">{say(`dispute-state.${state}`)}</Tag>
        <span className={clsx('min-w-0', isLate ? 'text-bad' : 'text-ink-2')}>{clockWords(clock, now)}</span>
      </button>
    </section>
  )
}
