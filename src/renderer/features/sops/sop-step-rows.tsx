import { type SopStep, type StepChoice, lastStep } from '#shared/domain/sop-step.ts'
import { FormRows } from '#renderer/ui/form-rows.tsx'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ValueList } from '#renderer/ui/value-list.tsx'
import { say } from '#renderer/words/say.ts'
import { valueListWords } from '#renderer/words/value-list-words.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { SopStepLimits } from './sop-step-limits.tsx'

const noMacro = 'none'
const below = 'below'

const readMacros = (workspace: Workspace): SelectOption[] => [
  { value: noMacro, label: say('sop-editor.no-macro') },
  ...workspace
    .all('macros')
    .filter(({ active }) => active)
    .map(({ id, title }) => ({ value: id, label: title }))
    .sort((a, b) => a.label.localeCompare(b.label)),
]

/** A key that none of them has. */
const freshKey = (taken: readonly { readonly key: string }[], prefix: string): string => {
  const keys = new Set(taken.map(({ key }) => key))
  let n = taken.length + 1
  while (keys.has(`${prefix}-${n}`)) n += 1
  return `${prefix}-${n}`
}

/** Where a step or an answer may lead: only onwards. */
const waysFrom = (steps: readonly SopStep[], place: number): SelectOption[] => [
  { value: below, label: say('sop-editor.next-below') },
  ...steps.slice(place + 2).map(({ key, title }, more) => ({
    value: key,
    label: say('sop-editor.next-step', { n: place + more + 3, title }),
  })),
  { value: lastStep, label: say('sop-editor.next-end') },
]

interface ChoicesProps {
  readonly choices: readonly StepChoice[]
  readonly ways: readonly SelectOption[]
  readonly onChange: (choices: StepChoice[]) => void
}

const Choices = ({ choices, ways, onChange }: ChoicesProps) => (
  <FormRows
    legend={say('sop-editor.answers')}
    rows={choices}
    most={8}
    addLabel={say('sop-editor.add-answer')}
    removeLabel={(n) => say('sop-editor.remove-answer', { n })}
    fresh={(): StepChoice => ({ key: freshKey(choices, 'a'), label: '' })}
    onChange={onChange}
    row={(choice, change, place) => (
      <>
        <TextField
          aria-label={say('sop-editor.answer', { n: place + 1 })}
          className="min-w-32 flex-1"
          maxLength={200}
          value={choice.label}
          onChange={(event) => change({ ...choice, label: event.target.value })}
        />
        <SelectField
          aria-label={say('sop-editor.leads-to')}
          className="w-44"
          value={choice.next ?? below}
          options={ways}
          onChange={(next) => change(next === below ? withoutNext(choice) : { ...choice, next })}
        />
      </>
    )}
  />
)

function withoutNext(choice: StepChoice): StepChoice {
  const { next: _gone, ...rest } = choice
  return rest
}

/** The steps that an SOP is worked through in. */
export function SopStepRows(props: {
  readonly steps: readonly SopStep[]
  readonly onChange: (steps: SopStep[]) => void
}) {
  const { steps, onChange } = props
  const macros = useRows(['macros'], readMacros)
  return (
    <FormRows
      legend={say('sop-editor.steps')}
      rows={steps}
      most={40}
      addLabel={say('sop-editor.add-step')}
      removeLabel={(n) => say('sop-editor.remove-step', { n })}
      fresh={(): SopStep => ({ key: freshKey(steps, 's'), title: '', kind: 'check' })}
      onChange={onChange}
      row={(step, change, place) => (
        <div className="flex w-full flex-col gap-1.5 rounded-md border border-line-soft p-2">
          <div className="flex gap-1.5">
            <TextField
              aria-label={say('sop-editor.step', { n: place + 1 })}
              placeholder={say('sop-editor.step', { n: place + 1 })}
              dir="auto"
              maxLength={300}
              value={step.title}
              onChange={(event) => change({ ...step, title: event.target.value })}
            />
            <SelectField
              aria-label={say('sop-editor.step-kind')}
              className="w-40"
              value={step.kind}
              options={[
                { value: 'check', label: say('sop-editor.kind-check') },
                { value: 'choice', label: say('sop-editor.kind-choice') },
              ]}
              onChange={(kind) => change({ ...step, kind })}
            />
          </div>
          <TextArea
            aria-label={say('sop-editor.step-text')}
            placeholder={say('sop-editor.step-text')}
            dir="auto"
            rows={1}
            maxLength={2000}
            value={step.text ?? ''}
            onChange={(event) => change({ ...step, text: event.target.value })}
          />
          {step.kind === 'choice' && (
            <Choices
              choices={step.choices ?? []}
              ways={waysFrom(steps, place)}
              onChange={(choices) => change({ ...step, choices })}
            />
          )}
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-sm text-ink-3">{say('sop-editor.evidence')}</span>
            <ValueList
              words={valueListWords()}
              label={say('sop-editor.evidence')}
              values={step.evidence ?? []}
              onChange={(evidence) => change({ ...step, evidence: evidence.slice(0, 5) })}
            />
          </div>
          <SelectField
            aria-label={say('sop-editor.step-macro')}
            value={step.macroId ?? noMacro}
            options={macros}
            onChange={(macroId) => change({ ...step, macroId: macroId === noMacro ? null : macroId })}
          />
          <SopStepLimits step={step} onChange={change} />
        </div>
      )}
    />
  )
}
