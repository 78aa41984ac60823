import { Lock } from 'lucide-react'
import { useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { nextStep } from '#shared/sop-steps.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { stopRun } from '#renderer/workspace/sop-work.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { DoneStep } from './done-step.tsx'
import { StepForm } from './step-form.tsx'

interface RunStepsProps {
  readonly run: Row<'sopRuns'>
  /** The version of the SOP that is in force by now. */
  readonly inForce: number
}

/** An SOP that is being worked through: what was done, the step that comes next, and those that are locked until then. */
export function RunSteps({ run, inForce }: RunStepsProps) {
  const next = nextStep(run.steps, run.done)
  const isDone = new Set(run.done.map(({ key }) => key))
  const from = run.steps.findIndex((step) => step === next)
  const locked = run.steps.filter((step, place) => place > from && !isDone.has(step.key))
  return (
    <section aria-label={say('sop.steps-of', { title: run.title, version: run.version })}>
      <p className="text-sm text-ink-3">{say('sop.steps-pinned', { version: run.version })}</p>
      {inForce > run.version && (
        <output className="mt-1 block rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {say('sop.steps-newer', { version: run.version, now: inForce })}
        </output>
      )}
      <ol className="mt-1">
        {run.done.map((done) => (
          <DoneStep key={done.key} done={done} step={run.steps.find(({ key }) => key === done.key)} />
        ))}
      </ol>
      {next !== null && <StepForm key={next.key} run={run} step={next} />}
      {locked.length > 0 && (
        <ol aria-label={say('sop.steps-locked')} className="mt-2 flex flex-col gap-1 text-ink-3">
          {locked.map(({ key, title }) => (
            <li key={key} className="flex gap-2">
              <Lock size={13} aria-hidden className="mt-0.75 shrink-0" />
              <span dir="auto" className="min-w-0 wrap-anywhere">
                {title}
              </span>
            </li>
          ))}
        </ol>
      )}
      <StopRun run={run} />
    </section>
  )
}

function StopRun({ run }: { run: Row<'sopRuns'> }) {
  const workspace = useWorkspace()
  const [why, setWhy] = useState<string | null>(null)
  if (why === null) {
    return (
      <Button size="sm" look="quiet" className="mt-3" onClick={() => setWhy('')}>
        {say('sop.steps-stop')}
      </Button>
    )
  }
  return (
    <form
      className="mt-3 flex gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (why.trim() !== '') tellOutcome({ tell: notify }, stopRun(workspace, run, why.trim()))
      }}
    >
      <TextField
        aria-label={say('sop.steps-stop-why')}
        placeholder={say('sop.steps-stop-why')}
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button type="submit" look="danger" disabled={why.trim() === ''}>
        {say('sop.steps-stop')}
      </Button>
    </form>
  )
}
