import { MacroInput } from '#shared/domain/macro.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { valueListWords } from '#renderer/words/value-list-words.ts'
import { FormRows } from '#renderer/ui/form-rows.tsx'
import { ValueList } from '#renderer/ui/value-list.tsx'

const kinds = MacroInput.shape.kind.options

/** Whether a question can be asked: one without a name or a label is left out when the macro is kept. */
export const isWholeInput = (input: MacroInput): boolean => MacroInput.safeParse(input).success

function InputRow({ input, onChange }: { input: MacroInput; onChange: (next: MacroInput) => void }) {
  return (
    <>
      <TextField
        aria-label={say('macro-editor.input-label')}
        className="min-w-36 flex-1"
        placeholder={say('macro-editor.input-label')}
        maxLength={120}
        value={input.label}
        onChange={(event) => onChange({ ...input, label: event.target.value })}
      />
      <TextField
        aria-label={say('macro-editor.input-key')}
        className="max-w-28 font-mono text-sm"
        placeholder={say('macro-editor.input-key')}
        maxLength={60}
        value={input.key}
        onChange={(event) => onChange({ ...input, key: event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, '') })}
      />
      <SelectField
        aria-label={say('macro-editor.input-kind')}
        className="w-28"
        value={input.kind}
        options={kinds.map((kind) => ({ value: kind, label: say(`macro-editor.input-${kind}`) }))}
        onChange={(kind) => onChange({ ...input, kind })}
      />
      <label className="inline-flex h-8 items-center gap-1.5">
        <input
          type="checkbox"
          checked={input.isRequired}
          onChange={(event) => onChange({ ...input, isRequired: event.target.checked })}
        />
        {say('macro-editor.input-required')}
      </label>
      {input.kind === 'choice' && (
        <ValueList
          words={valueListWords()}
          label={say('macro-editor.input-options')}
          values={input.options}
          onChange={(options) => onChange({ ...input, options })}
        />
      )}
    </>
  )
}

/** What the agent is asked when they apply the macro. */
export function EditorInputs({
  inputs,
  onChange,
}: {
  readonly inputs: readonly MacroInput[]
  readonly onChange: (next: MacroInput[]) => void
}) {
  return (
    <FormRows
      legend={say('macro-editor.inputs')}
      rows={inputs}
      most={12}
      addLabel={say('macro-editor.add-input')}
      removeLabel={(n) => say('macro-editor.remove-input', { n })}
      fresh={(): MacroInput => ({ key: '', label: '', kind: 'text', options: [], isRequired: true })}
      onChange={onChange}
      row={(input, change) => <InputRow input={input} onChange={change} />}
    />
  )
}
