import { Undo2 } from 'lucide-react'
import type { Row } from '#shared/tables.ts'
import { say } from '#renderer/words/say.ts'

/** Why Tier 2 gave it back, and what to do: the last return of an escalation. */
export function ReturnedBox({ escalation }: { escalation: Row<'escalations'> }) {
  const turn = escalation.turns.filter(({ to }) => to === 'returned').at(-1)
  if (turn === undefined) return null
  const reason = turn.reason === null ? '' : say(`return-reason.${turn.reason}`)
  return (
    <div className="mb-3 rounded-lg border border-warn/50 bg-warn-soft px-3 py-2">
      <p className="flex items-center gap-2 font-medium text-warn">
        <Undo2 size={14} aria-hidden className="shrink-0" />
        {say('escalate.was-returned', { name: turn.byName, reason })}
      </p>
      {turn.sentence !== null && (
        <p dir="auto" className="mt-1 wrap-anywhere">
          {turn.sentence}
        </p>
      )}
      {turn.step !== null && (
        <p dir="auto" className="mt-0.5 text-sm text-ink-2 wrap-anywhere">
          {say('packet.returned-step', { step: turn.step })}
        </p>
      )}
    </div>
  )
}
