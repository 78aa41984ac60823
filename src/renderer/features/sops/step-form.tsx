import { Zap } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import type { SopStep } from '#shared/domain/sop-step.ts'
import { limitOf } from '#shared/sop-steps.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayMoney } from '#renderer/words/say.ts'
import { useMacroRequest } from '#renderer/workspace/macro-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type StepGiven, doStep } from '#renderer/workspace/sop-work.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface StepFormProps {
  readonly run: Row<'sopRuns'>
  readonly step: SopStep
}

/** The step that comes next, with everything it asks for. */
export function StepForm({ run, step }: StepFormProps) {
  const workspace = useWorkspace()
  const box = useRef<HTMLElement>(null)
  const [evidence, setEvidence] = useState<{ readonly [what: string]: string }>({})
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState('')
  const market = useRow('cases', run.caseId)?.market ?? ''
  const findPlace = useCallback(
    (from: Workspace) => ({ market, limits: from.all('limits'), actions: from.children('actions', run.caseId) }),
    [market, run.caseId],
  )
  const limit = limitOf(step, workspace.me.role, useRows(['limits', 'actions'], findPlace))
  const wanted = step.evidence ?? []
  const isGiven = wanted.every((what) => (evidence[what] ?? '').trim() !== '')
  const sum = amount.trim() === '' ? null : Number(amount)
  const isOver = limit !== null && sum !== null && sum > limit.amount
  const isReady = isGiven && (limit === null || (sum !== null && Number.isFinite(sum) && sum >= 0 && !isOver))
  const done = (choice?: string): void => {
    const given: StepGiven = {
      ...(choice === undefined ? {} : { choice }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(wanted.length === 0
        ? {}
        : { evidence: wanted.map((what) => ({ what, given: (evidence[what] ?? '').trim() })) }),
      ...(sum === null ? {} : { amount: sum }),
    }
    if (tellOutcome({ tell: notify }, doStep(workspace, run, step.key, given))) focusNext(box.current)
  }
  return (
    <section
      ref={box}
      aria-label={say('sop.step-next')}
      className="mt-1 rounded-md border border-accent/50 bg-accent-soft/40 px-3 py-2"
    >
      <p dir="auto" className="font-medium wrap-anywhere">
        {step.title}
      </p>
      {step.text !== undefined && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-ink-2">
          {step.text}
        </p>
      )}
      <StepMacro macroId={step.macroId ?? null} />
      <div className="mt-2 flex flex-col gap-2">
        {wanted.map((what) => (
          <Field key={what} label={what}>
            {(control) => (
              <TextField
                {...control}
                maxLength={500}
                placeholder={say('sop.step-evidence')}
                value={evidence[what] ?? ''}
                onChange={(event) => setEvidence({ ...evidence, [what]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {limit !== null && (
          <Field
            label={say('sop.step-amount', { currency: limit.currency })}
            hint={say('sop.step-limit', { limit: sayMoney(limit.amount, limit.currency) })}
            error={isOver ? say('refused.over-limit') : null}
          >
            {(control) => (
              <TextField
                {...control}
                inputMode="decimal"
                type="number"
                min={0}
                value={amount}
                onChange={(event) => setAmount(event.target.value)}
              />
            )}
          </Field>
        )}
        <TextField
          aria-label={say('sop.step-note')}
          placeholder={say('sop.step-note')}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {step.kind === 'choice' ? (
          (step.choices ?? []).map(({ key, label }) => (
            <Button key={key} data-first-step disabled={!isReady} onClick={() => done(key)}>
              {label}
            </Button>
          ))
        ) : (
          <Button look="primary" data-first-step disabled={!isReady} onClick={() => done()}>
            {say('sop.step-done')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** The keys go on with the step after this one. */
function focusNext(from: HTMLElement | null): void {
  const panel = from?.parentElement
  requestAnimationFrame(() => panel?.querySelector<HTMLElement>('input, button[data-first-step]')?.focus())
}

/** The macro of a step, to be used from here. */
function StepMacro({ macroId }: { macroId: string | null }) {
  const macro = useRow('macros', macroId)
  const show = useScreen((screen) => screen.show)
  if (macro?.active !== true) return null
  const use = (): void => {
    useMacroRequest.getState().ask(macro.id)
    show('macros')
  }
  return (
    <Button size="sm" className="mt-1.5" icon={<Zap size={13} aria-hidden />} onClick={use}>
      {say('sop.step-macro', { title: macro.title })}
    </Button>
  )
}
