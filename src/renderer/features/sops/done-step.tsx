import { Check } from 'lucide-react'
import type { StepDone } from '#shared/domain/sop-run.ts'
import type { SopStep } from '#shared/domain/sop-step.ts'
import { say, sayAt, sayMoney } from '#renderer/words/say.ts'

/** A step that was done: what was answered and given, by whom and when. */
export function DoneStep({ step, done }: { readonly step: SopStep | undefined; readonly done: StepDone }) {
  const choice = step?.choices?.find(({ key }) => key === done.choice)?.label
  const { amount, currency, note, evidence = [] } = done
  return (
    <li className="flex gap-2 py-1">
      <Check size={14} aria-hidden className="mt-0.75 shrink-0 text-ok" />
      <div className="min-w-0">
        <p dir="auto" className="wrap-anywhere">
          {step?.title ?? done.key}
          {choice !== undefined && <strong className="font-medium"> · {choice}</strong>}
          {amount !== undefined && currency !== undefined && (
            <strong className="font-medium"> · {sayMoney(amount, currency)}</strong>
          )}
        </p>
        {evidence.map(({ what, given }) => (
          <p key={what} dir="auto" className="text-sm text-ink-2 wrap-anywhere">
            {what}: {given}
          </p>
        ))}
        {note !== undefined && (
          <p dir="auto" className="text-sm text-ink-2 wrap-anywhere">
            {note}
          </p>
        )}
        <p className="text-xs text-ink-3">{say('sop.step-by', { name: done.byName, at: sayAt(done.at) })}</p>
      </div>
    </li>
  )
}
