import { type CaseForm, type FormField, formOf, missingFields } from '#shared/domain/case-form.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { type Rows, runMutation } from '#shared/mutations/run-mutation.ts'
import type { Refusal } from '#shared/refusals.ts'
import type { BulkStep, Solving, SolvingMutation } from './bulk-run.ts'
import type { CaseRow } from './case-list.ts'
import { setDriver, setFields } from './form-actions.ts'
import { undoChange } from './undo-step.ts'
import type { Named, Workspace } from './workspace.ts'

type Answer = string | number | boolean | null

/** A field that some of the cases need an answer to, and how many of them. */
export interface MissingField {
  readonly form: CaseForm
  readonly field: FormField
  readonly n: number
}

/** What keeps cases from being solved that can be answered for all of them at once. What each has of its own is in the report. */
export interface MissingForAll {
  readonly fields: readonly MissingField[]
  /** How many cases need a contact driver. */
  readonly withoutDriver: number
}

/** What an agent answered for all of them: by form, then by the name of the field. */
export interface AnswersForAll {
  readonly fields: ReadonlyMap<string, { readonly [key: string]: Answer }>
  readonly driverId: string | null
}

const askingOf = (workspace: Workspace) => ({ forms: workspace.every('forms'), queues: workspace.every('queues') })

/** Asks every case once what it still needs; null where none needs anything that could be answered here. */
export function missingForAll(
  workspace: Workspace,
  { answers, setsDriver }: Solving,
  caseIds: readonly string[],
): MissingForAll | null {
  const asking = askingOf(workspace)
  const fields = new Map<string, MissingField>()
  let withoutDriver = 0
  for (const id of caseIds) {
    const row = workspace.get('cases', id)
    const form = row === undefined ? undefined : formOf(row, asking)
    if (row === undefined || form === undefined) continue
    for (const field of missingFields(row, form)) {
      if (answers.has(field.key)) continue
      const key = `${form.id} ${field.key}`
      fields.set(key, { form, field, n: (fields.get(key)?.n ?? 0) + 1 })
    }
    if (form.isDriverRequired && (row.driverId ?? null) === null && !setsDriver) withoutDriver += 1
  }
  return fields.size + withoutDriver === 0 ? null : { fields: [...fields.values()], withoutDriver }
}

/** What of the answers this case lacks: what it says already stays. */
function lacking(workspace: Workspace, row: CaseRow, { answers, setsDriver }: Solving, given: AnswersForAll) {
  const form = formOf(row, askingOf(workspace))
  const answered = form === undefined ? undefined : given.fields.get(form.id)
  const fields = missingFields(row, form).flatMap(({ key }): [string, Answer][] => {
    const answer = answered?.[key] ?? null
    return answer === null || answers.has(key) ? [] : [[key, answer]]
  })
  const needsDriver = form?.isDriverRequired === true && (row.driverId ?? null) === null && !setsDriver
  return { fields: Object.fromEntries(fields), driverId: needsDriver ? given.driverId : null }
}

/** Why the step would be refused on a case that says so, or null: asked of the rule, before anything is changed. */
function refusalOn(workspace: Workspace, filled: CaseRow, { name, args }: SolvingMutation): Refusal | null {
  const rule = allMutations.get(name)
  const rows: Rows = {
    get: (table, id) => (table === 'cases' && id === filled.id ? (filled as never) : workspace.get(table, id)),
    children: (table, parentId) => workspace.children(table, parentId),
    every: (table) => workspace.every(table),
  }
  const context = { actor: { kind: 'agent', agent: workspace.me } as const, at: new Date().toISOString() }
  const outcome =
    rule === undefined ? ({ refused: 'unknown-mutation' } as const) : runMutation(rule, args, context, rows)
  return 'refused' in outcome ? outcome : null
}

/** A solving step that first puts in what a case lacks. A case is solved with its answers, or left whole as it was. */
export function completed(workspace: Workspace, step: BulkStep, solving: Solving, given: AnswersForAll): BulkStep {
  const apply = (row: CaseRow): ReturnType<BulkStep['apply']> => {
    const planned = solving.plan(row)
    if ('why' in planned) return planned
    const { fields, driverId } = lacking(workspace, row, solving, given)
    const filled = { ...row, fields: { ...row.fields, ...fields }, driverId: driverId ?? row.driverId ?? null }
    const refusal = refusalOn(workspace, filled, planned.mutation)
    if (refusal !== null) return refusal
    const answers: Named[] = [
      ...(Object.keys(fields).length === 0 ? [] : [setFields(workspace, row.id, fields)]),
      ...(driverId === null ? [] : [setDriver(workspace, row.id, driverId)]),
    ]
    const opIds = answers.flatMap((named) => ('refused' in named ? [] : [named.opId]))
    const { name, args } = planned.mutation
    const named = workspace.mutate(name, args, [...planned.dependsOn, ...opIds])
    const after = workspace.get('cases', row.id)
    if ('refused' in named || after === undefined) return named
    return { named, step: { opId: named.opId, name, args, before: row, after } }
  }
  return {
    title: step.title,
    apply,
    back: (_before, now, { step: done }) =>
      done === null || now.status !== done.after.status ? null : undoChange(workspace, done, { isTextKept: false }),
  }
}
