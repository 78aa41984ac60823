import { Plus, X } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import type { StepDraft } from './packet-draft.ts'

const mostSteps = 30

/** The steps tried, each with what came of it. */
export function StepsField({
  steps,
  onChange,
}: {
  steps: readonly StepDraft[]
  onChange: (steps: readonly StepDraft[]) => void
}) {
  const edit = (key: number, part: Partial<StepDraft>): void =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...part } : step)))
  const next = Math.max(0, ...steps.map(({ key }) => key)) + 1
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{say('escalate.steps')}</legend>
      {steps.map(({ key, step, result }, index) => (
        <div key={key} className="grid grid-cols-[1.25rem_1fr_1fr_1.75rem] items-start gap-2">
          <span aria-hidden className="pt-1.5 text-right text-ink-3 tabular-nums">
            {index + 1}
          </span>
          <TextArea
            rows={1}
            data-part={step.trim() === '' ? 'steps' : undefined}
            aria-label={say('escalate.step', { n: index + 1 })}
            placeholder={say('escalate.step-placeholder')}
            value={step}
            maxLength={1000}
            onChange={(event) => edit(key, { step: event.target.value })}
          />
          <TextArea
            rows={1}
            data-part={result.trim() === '' ? 'steps' : undefined}
            aria-label={say('escalate.step-result', { n: index + 1 })}
            placeholder={say('escalate.result-placeholder')}
            value={result}
            maxLength={1000}
            onChange={(event) => edit(key, { result: event.target.value })}
          />
          {steps.length > 1 && (
            <IconButton
              label={say('escalate.remove-step', { n: index + 1 })}
              onClick={() => onChange(steps.filter((other) => other.key !== key))}
            >
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {steps.length < mostSteps && (
        <div className="ps-7">
          <Button
            size="sm"
            look="quiet"
            icon={<Plus size={13} aria-hidden />}
            onClick={() => onChange([...steps, { key: next, step: '', result: '' }])}
          >
            {say('escalate.add-step')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
