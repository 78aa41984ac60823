import { type ReactNode, useState } from 'react'
import type { CaseForm } from '#shared/domain/case-form.ts'
import { newId } from '#shared/new-id.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { SaveFrame } from '#renderer/forms/save-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { saveForm, setQueueForm } from '#renderer/workspace/set-up-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { FieldLines } from './field-lines.tsx'
import { draftOf, faultsOf, formFrom } from './form-draft.ts'
import { Tick } from '#renderer/ui/tick.tsx'

const readQueues = (workspace: Workspace) =>
  workspace
    .all('queues')
    .filter(({ kind }) => kind === 'cases')
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))

interface FormEditorProps {
  /** Undefined: a new one. */
  readonly form: CaseForm | undefined
  readonly head: ReactNode
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** What a form asks, and in which queues. Give it the form's id as `key`. */
export function FormEditor({ form, head, onClose, onSaved }: FormEditorProps) {
  const workspace = useWorkspace()
  const queues = useRows(['queues'], readQueues)
  const [draft, setDraft] = useState(() => draftOf(form))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(queues.filter(({ formId }) => form !== undefined && formId === form.id).map(({ id }) => id)),
  )
  const [isAsked, setIsAsked] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const faults = isAsked ? faultsOf(draft) : []
  const save = (): void => {
    setIsAsked(true)
    if (faultsOf(draft).length > 0) return
    const id = form?.id ?? newId()
    const named = saveForm(workspace, formFrom(draft, id))
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome({ tell: notify }, named)
    for (const queue of queues) {
      const isOn = queue.formId === id
      if (isOn === chosen.has(queue.id)) continue
      if (!tellOutcome({ tell: notify }, setQueueForm(workspace, queue.id, isOn ? null : id))) return
    }
    notify(say('set-up.saved', { form: draft.name.trim() }))
    onSaved(id)
  }
  const toggleQueue = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <SaveFrame
      title={say('set-up.title')}
      text={say('set-up.text')}
      faults={faults.length > 0 ? say('set-up.faults', { n: faults.length }) : null}
      refusal={refusal}
      saveWords={say('set-up.save')}
      onSave={save}
      onClose={onClose}
    >
      {head}
      <Field
        label={say('set-up.name')}
        error={faults.some(({ part }) => part === 'name') ? say('set-up.needs-name') : null}
      >
        {(control) => (
          <TextField
            {...control}
            dir="auto"
            maxLength={120}
            value={draft.name}
            onChange={({ target }) => setDraft({ ...draft, name: target.value })}
          />
        )}
      </Field>
      <FieldLines fields={draft.fields} faults={faults} onChange={(fields) => setDraft({ ...draft, fields })} />
      <Tick
        isOn={draft.isDriverRequired}
        onChange={() => setDraft({ ...draft, isDriverRequired: !draft.isDriverRequired })}
      >
        {say('set-up.driver-needed')}
      </Tick>
      <Field label={say('set-up.checklist')} hint={say('set-up.checklist-hint')}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            dir="auto"
            value={draft.checklist}
            onChange={({ target }) => setDraft({ ...draft, checklist: target.value })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">{say('set-up.queues')}</legend>
        {queues.map(({ id, name }) => (
          <Tick key={id} isOn={chosen.has(id)} onChange={() => toggleQueue(id)}>
            {name}
          </Tick>
        ))}
      </fieldset>
      <Tick isOn={draft.active} onChange={() => setDraft({ ...draft, active: !draft.active })}>
        {say('set-up.active')}
      </Tick>
    </SaveFrame>
  )
}
