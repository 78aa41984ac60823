import type { CaseForm, FormField } from '#shared/domain/case-form.ts'

/** A field as it is being written. `key` is null until it was saved: it is made from the label then, and stays. */
export interface FieldDraft {
  readonly key: string | null
  /** Tells it from the others while it is written. */
  readonly mark: number
  readonly label: string
  readonly kind: FormField['kind']
  /** What can be chosen, one on each line. */
  readonly options: string
  readonly isRequiredToSolve: boolean
}

/** A form as it is being written. */
export interface FormDraft {
  readonly name: string
  readonly isDriverRequired: boolean
  readonly active: boolean
  readonly fields: readonly FieldDraft[]
  /** One thing to do on each line. */
  readonly checklist: string
}

const longestKey = 60
const longestLine = 120
const longestCheck = 300

/** The lines of a text that say something, each once. */
const linesOf = (text: string, longest: number): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim().slice(0, longest))
      .filter((line) => line !== ''),
  ),
]

/** What a form is written from; a new one is empty. */
export const draftOf = (form: CaseForm | undefined): FormDraft => ({
  name: form?.name ?? '',
  isDriverRequired: form?.isDriverRequired ?? false,
  active: form?.active ?? true,
  fields: (form?.fields ?? []).map((field, mark) => ({ ...field, mark, options: field.options.join('\n') })),
  checklist: (form?.checklist ?? []).join('\n'),
})

/** A key for a new field: its label in plain letters, made different from those that are taken. */
function keyFor(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, longestKey - 4)
  const root = plain === '' ? 'field' : plain
  for (let n = 1; ; n++) {
    const key = n === 1 ? root : `${root}_${n}`
    if (!taken.has(key)) return key
  }
}

/** What keeps a draft from being saved: the part, and of which field. */
export interface DraftFault {
  readonly part: 'name' | 'label' | 'options'
  readonly mark: number | null
}

/** What is still missing in a draft, in the order in which it stands. */
export const faultsOf = ({ name, fields }: FormDraft): DraftFault[] => [
  ...(name.trim() === '' ? [{ part: 'name' as const, mark: null }] : []),
  ...fields.flatMap(({ mark, label, kind, options }) => [
    ...(label.trim() === '' ? [{ part: 'label' as const, mark }] : []),
    ...(kind === 'choice' && linesOf(options, longestLine).length === 0 ? [{ part: 'options' as const, mark }] : []),
  ]),
]

/** The form that a draft without faults comes to. What fields are called can change, their keys do not: answers are kept under them. */
export function formFrom(draft: FormDraft, id: string): CaseForm {
  const taken = new Set(draft.fields.flatMap(({ key }) => key ?? []))
  const fields = draft.fields.map((field): FormField => {
    const key = field.key ?? keyFor(field.label, taken)
    taken.add(key)
    return {
      key,
      label: field.label.trim(),
      kind: field.kind,
      options: field.kind === 'choice' ? linesOf(field.options, longestLine) : [],
      isRequiredToSolve: field.isRequiredToSolve,
    }
  })
  const { name, isDriverRequired, active, checklist } = draft
  return { id, name: name.trim(), fields, isDriverRequired, active, checklist: linesOf(checklist, longestCheck) }
}
