import type { Row } from '#shared/tables.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** How an escalation went between the tiers, oldest first. */
export function Turns({ escalation }: { escalation: Row<'escalations'> }) {
  return (
    <ol aria-label={say('escalation.turns')} className="flex flex-col gap-1.5 text-sm">
      {escalation.turns.map((turn) => (
        <li key={`${turn.at} ${turn.to}`} className="grid grid-cols-[0.5rem_1fr] items-baseline gap-2">
          <span aria-hidden className="size-1.5 self-center rounded-full bg-edge" />
          <div className="min-w-0">
            <p className="flex flex-wrap gap-x-2">
              <span>{say(`turn.${turn.to}`, { name: turn.byName })}</span>
              <span className="text-ink-3">{sayAt(turn.at)}</span>
            </p>
            {turn.reason !== null && (
              <p dir="auto" className="text-ink-2 wrap-anywhere">
                {say(`return-reason.${turn.reason}`)}
                {turn.step !== null && ` · ${turn.step}`}
                {turn.sentence !== null && ` · ${turn.sentence}`}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
