import type { MacroContent } from '#shared/domain/macro.ts'
import { NextCase } from '#shared/domain/macro.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { EditorActions } from './editor-actions.tsx'
import { EditorConditions } from './editor-conditions.tsx'
import { EditorInputs } from './editor-inputs.tsx'
import { type EditorOptions, scopeOfValue, scopeValue } from './editor-options.ts'
import { EditorSop } from './editor-sop.tsx'
import { EditorText } from './editor-text.tsx'

interface EditorFormProps {
  readonly content: MacroContent
  readonly note: string
  readonly options: EditorOptions
  readonly onChange: (part: Partial<MacroContent>) => void
  readonly onNote: (note: string) => void
}

const kinds = ['reply', 'note'] as const

function Basics({ content, options, onChange }: EditorFormProps) {
  return (
    <>
      <Field label={say('macro-editor.title')} hint={say('macro-editor.title-hint')}>
        {(control) => (
          <TextField
            {...control}
            maxLength={300}
            value={content.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('macro-editor.description')}>
        {(control) => (
          <TextField
            {...control}
            maxLength={500}
            value={content.description ?? ''}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-3 gap-3">
        <Field label={say('macro-editor.kind')}>
          {(control) => (
            <SelectField
              {...control}
              value={content.kind}
              options={kinds.map((kind) => ({ value: kind, label: say(`macro.kind-${kind}`) }))}
              onChange={(kind) => onChange({ kind })}
            />
          )}
        </Field>
        <Field label={say('macro-editor.scope')}>
          {(control) => (
            <SelectField
              {...control}
              value={scopeValue(content.scope)}
              options={options.scopes}
              onChange={(value) => {
                const scope = scopeOfValue(value, options.scopes)
                if (scope !== null) onChange({ scope })
              }}
            />
          )}
        </Field>
        <Field label={say('macro-editor.next')}>
          {(control) => (
            <SelectField
              {...control}
              value={content.nextCase ?? 'stay'}
              options={NextCase.options.map((one) => ({ value: one, label: say(`macro-editor.next-${one}`) }))}
              onChange={(nextCase) => onChange({ nextCase })}
            />
          )}
        </Field>
      </div>
    </>
  )
}

/** Everything of a macro that is written, in the order in which one thinks of it. */
export function EditorForm(props: EditorFormProps) {
  const { content, note, options, onChange, onNote } = props
  return (
    <div className="flex flex-col gap-4">
      <Basics {...props} />
      <EditorText content={content} options={options} onChange={onChange} />
      <EditorActions actions={content.actions} options={options} onChange={(actions) => onChange({ actions })} />
      <EditorConditions
        conditions={content.conditions ?? []}
        options={options}
        onChange={(conditions) => onChange({ conditions })}
      />
      <EditorInputs inputs={content.inputs ?? []} onChange={(inputs) => onChange({ inputs })} />
      <EditorSop sop={content.sop} onChange={(sop) => onChange({ sop })} />
      <Field label={say('macro-editor.note')}>
        {(control) => (
          <TextField {...control} maxLength={500} value={note} onChange={(event) => onNote(event.target.value)} />
        )}
      </Field>
    </div>
  )
}
