import { CaseStatus, Priority } from '#shared/domain/case.ts'
import { type KeptAction, MacroAction } from '#shared/domain/macro-action.ts'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { valueListWords } from '#renderer/words/value-list-words.ts'
import type { EditorOptions } from './editor-options.ts'
import { FormRows } from '#renderer/ui/form-rows.tsx'
import { ValueList } from '#renderer/ui/value-list.tsx'

type Kind = MacroAction['do']

/** One value of an action and how it is given: chosen, typed as text or as a number, or as a list of tags. */
interface Part {
  readonly name: string
  readonly as: 'choice' | 'text' | 'long' | 'number' | 'tags'
  readonly options?: (options: EditorOptions) => readonly SelectOption[]
}

interface Shape {
  readonly parts: readonly Part[]
  readonly start: { readonly [field: string]: unknown }
}

// What a macro may set by Zendesk's rules, too: nothing makes a case new, and closing is the workspace's own affair.
const statuses = (): SelectOption[] =>
  CaseStatus.options
    .filter((one) => one !== 'new' && one !== 'closed')
    .map((one) => ({ value: one, label: say(`status.${one}`) }))
const priorities = (): SelectOption[] => Priority.options.map((one) => ({ value: one, label: say(`priority.${one}`) }))
const tags: Shape = { parts: [{ name: 'tags', as: 'tags' }], start: { tags: [] } }
const choice = (name: string, options: NonNullable<Part['options']>): Shape => ({
  parts: [{ name, as: 'choice', options }],
  start: { [name]: '' },
})
const none: Shape = { parts: [], start: {} }

const shapes: { readonly [K in Kind]: Shape } = {
  'set-status': { parts: [{ name: 'status', as: 'choice', options: statuses }], start: { status: 'pending' } },
  'set-priority': { parts: [{ name: 'priority', as: 'choice', options: priorities }], start: { priority: 'high' } },
  'add-tags': tags,
  'remove-tags': tags,
  'set-tags': tags,
  'assign-me': none,
  assign: choice('agentId', ({ agents }) => agents),
  unassign: none,
  'move-queue': choice('queueId', ({ queues }) => queues),
  'set-subject': { parts: [{ name: 'subject', as: 'text' }], start: { subject: '' } },
  'set-field': {
    parts: [
      { name: 'key', as: 'text' },
      { name: 'value', as: 'text' },
    ],
    start: { key: '', value: '' },
  },
  'set-driver': choice('driverId', ({ drivers }) => drivers),
  'set-form': choice('formId', ({ forms }) => forms),
  'set-language': choice('locale', ({ languages }) => languages),
  follow: choice('agentId', ({ agents }) => [{ value: 'me', label: say('macro-editor.me') }, ...agents]),
  snooze: { parts: [{ name: 'hours', as: 'number' }], start: { hours: 24 } },
  'add-note': { parts: [{ name: 'text', as: 'long' }], start: { text: '' } },
}
const allKinds = Object.keys(shapes) as Kind[]
const isKind = (name: string): name is Kind => Object.hasOwn(shapes, name)

/** Whether an action says enough to be carried out: one that does not is left out when the macro is kept. */
export const isWholeAction = (action: KeptAction): boolean =>
  !isKind(action.do) || MacroAction.safeParse(action).success

interface PartProps {
  readonly part: Part
  readonly value: unknown
  readonly options: EditorOptions
  readonly onChange: (value: unknown) => void
}

function PartField({ part, value, options, onChange }: PartProps) {
  const label = say(`macro-editor.part-${part.as}`)
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  switch (part.as) {
    case 'choice':
      return (
        <SelectField
          aria-label={label}
          className="min-w-32 flex-1"
          value={text}
          placeholder={say('macro.choose')}
          options={part.options?.(options) ?? []}
          onChange={onChange}
        />
      )
    case 'tags': {
      const values = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
      return <ValueList words={valueListWords()} label={label} values={values} onChange={onChange} />
    }
    case 'long':
      return (
        <TextArea
          aria-label={label}
          className="min-w-40 flex-1"
          rows={2}
          maxLength={5000}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'number':
      return (
        <TextField
          aria-label={label}
          className="max-w-24"
          type="number"
          min={1}
          max={8760}
          value={text}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        />
      )
    case 'text':
      return (
        <TextField
          aria-label={part.name === 'key' ? say('macro-editor.field-key') : label}
          className={part.name === 'key' ? 'max-w-32' : 'min-w-32 flex-1'}
          maxLength={500}
          value={text}
          onChange={(event) =>
            onChange(part.name === 'key' ? event.target.value.toLowerCase().trim() : event.target.value)
          }
        />
      )
  }
}

/** What the macro does besides its text, in its order. */
export function EditorActions(props: {
  readonly actions: readonly KeptAction[]
  readonly options: EditorOptions
  readonly onChange: (next: KeptAction[]) => void
}) {
  const { actions, options, onChange } = props
  return (
    <FormRows
      legend={say('macro.does')}
      rows={actions}
      most={50}
      addLabel={say('macro-editor.add-action')}
      removeLabel={(n) => say('macro-editor.remove-action', { n })}
      fresh={(): KeptAction => ({ do: 'set-status', status: 'pending' })}
      onChange={onChange}
      row={(action, change, place) => {
        const kind = isKind(action.do) ? action.do : null
        return (
          <>
            <SelectField
              aria-label={say('macro-editor.action', { n: place + 1 })}
              className="w-44"
              value={kind ?? ''}
              placeholder={say('macro-editor.newer')}
              options={allKinds.map((one) => ({ value: one, label: say(`macro-editor.do-${one}`) }))}
              onChange={(next) => change({ do: next, ...shapes[next].start })}
            />
            {kind !== null &&
              shapes[kind].parts.map((part) => (
                <PartField
                  key={part.name}
                  part={part}
                  value={Reflect.get(action, part.name)}
                  options={options}
                  onChange={(value) => change({ ...action, [part.name]: value })}
                />
              ))}
          </>
        )
      }}
    />
  )
}
