import { CaseStatus, Priority } from '#shared/domain/case.ts'
import { type KeptCondition, MacroCondition } from '#shared/domain/macro-condition.ts'
import { PartyKind } from '#shared/domain/party.ts'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { valueListWords } from '#renderer/words/value-list-words.ts'
import type { EditorOptions } from './editor-options.ts'
import { FormRows } from '#renderer/ui/form-rows.tsx'
import { ValueList } from '#renderer/ui/value-list.tsx'

type Kind = MacroCondition['if']

/** How each kind keeps its values: the name of the list, what can be chosen, and the rest of it. */
interface Shape {
  readonly list: string
  readonly options?: (options: EditorOptions) => readonly SelectOption[]
  readonly rest?: { readonly [field: string]: unknown }
}

const statuses = (): SelectOption[] => CaseStatus.options.map((one) => ({ value: one, label: say(`status.${one}`) }))
const priorities = (): SelectOption[] => Priority.options.map((one) => ({ value: one, label: say(`priority.${one}`) }))
const kinds = (): SelectOption[] => PartyKind.options.map((one) => ({ value: one, label: say(`party-kind.${one}`) }))

const shapes: { readonly [K in Exclude<Kind, 'has-order'>]: Shape } = {
  market: { list: 'markets', options: ({ markets }) => markets },
  'party-kind': { list: 'kinds', options: kinds },
  'order-state': { list: 'states' },
  status: { list: 'statuses', options: statuses },
  priority: { list: 'priorities', options: priorities },
  language: { list: 'languages', options: ({ languages }) => languages },
  tag: { list: 'tags', rest: { has: true } },
  queue: { list: 'queueIds', options: ({ queues }) => queues },
  driver: { list: 'driverIds', options: ({ drivers }) => drivers },
  channel: { list: 'channels' },
  field: { list: 'values', rest: { key: 'field' } },
}
const allKinds: readonly Kind[] = [...(Object.keys(shapes) as Exclude<Kind, 'has-order'>[]), 'has-order']

const isKind = (name: string): name is Kind => allKinds.some((kind) => kind === name)

/** A new condition of a kind, still without values: it is written down once it has one. */
const fresh = (kind: Kind): KeptCondition =>
  kind === 'has-order' ? { if: kind, has: true } : { if: kind, [shapes[kind].list]: [], ...shapes[kind].rest }

const valuesOf = (condition: KeptCondition, list: string): string[] => {
  const values: unknown = Reflect.get(condition, list)
  return Array.isArray(values) ? values.filter((one) => typeof one === 'string') : []
}

const hasOptions = (): SelectOption[] => [
  { value: 'yes', label: say('macro-editor.has') },
  { value: 'no', label: say('macro-editor.has-not') },
]

interface ConditionProps {
  readonly condition: KeptCondition
  readonly options: EditorOptions
  readonly place: number
  readonly onChange: (next: KeptCondition) => void
}

function ConditionRow({ condition, options, place, onChange }: ConditionProps) {
  const kind = isKind(condition.if) ? condition.if : null
  const shape = kind === null || kind === 'has-order' ? null : shapes[kind]
  const has: unknown = Reflect.get(condition, 'has')
  const key: unknown = Reflect.get(condition, 'key')
  const set = (part: { readonly [field: string]: unknown }): void => onChange({ ...condition, ...part })
  return (
    <>
      <SelectField
        aria-label={say('macro-editor.condition', { n: place + 1 })}
        className="w-40"
        value={kind ?? ''}
        placeholder={say('macro-editor.newer')}
        options={allKinds.map((one) => ({ value: one, label: say(`macro-editor.if-${one}`) }))}
        onChange={(next) => onChange(fresh(next))}
      />
      {typeof has === 'boolean' && (
        <SelectField
          aria-label={say('macro-editor.has-label')}
          className="w-28"
          value={has ? 'yes' : 'no'}
          options={hasOptions()}
          onChange={(next) => set({ has: next === 'yes' })}
        />
      )}
      {typeof key === 'string' && (
        <TextField
          aria-label={say('macro-editor.field-key')}
          className="max-w-32"
          value={key}
          maxLength={60}
          onChange={(event) => set({ key: event.target.value.toLowerCase() })}
        />
      )}
      {shape !== null && (
        <ValueList
          words={valueListWords()}
          label={say('macro-editor.values')}
          values={valuesOf(condition, shape.list)}
          options={shape.options?.(options)}
          onChange={(values) => set({ [shape.list]: values })}
        />
      )}
    </>
  )
}

/** Whether a condition says something: one without a value is left out when the macro is kept. */
export const isWhole = (condition: KeptCondition): boolean =>
  !isKind(condition.if) || MacroCondition.safeParse(condition).success

/** What has to hold before the macro may be applied. */
export function EditorConditions(props: {
  readonly conditions: readonly KeptCondition[]
  readonly options: EditorOptions
  readonly onChange: (next: KeptCondition[]) => void
}) {
  const { conditions, options, onChange } = props
  return (
    <FormRows
      legend={say('macro-editor.conditions')}
      rows={conditions}
      most={20}
      addLabel={say('macro-editor.add-condition')}
      removeLabel={(n) => say('macro-editor.remove-condition', { n })}
      fresh={() => fresh('market')}
      onChange={onChange}
      row={(condition, change, place) => (
        <ConditionRow condition={condition} options={options} place={place} onChange={change} />
      )}
    />
  )
}
