import { expect, test } from 'vitest'
import { draftOf, faultsOf, formFrom } from '#renderer/features/set-up/form-draft.ts'
import { CaseForm } from '#shared/domain/case-form.ts'
import { aField, aForm } from '#tests/builders.ts'

const field = {
  key: null,
  mark: 7,
  label: 'Wie ging es aus?',
  kind: 'text' as const,
  options: '',
  isRequiredToSolve: true,
}

test('a form that is written and not changed is the same form', () => {
  const form = aForm({ fields: [aField({ kind: 'choice', options: ['A', 'B'] })], checklist: ['Look', 'Ask'] })
  expect(formFrom(draftOf(form), form.id)).toEqual(form)
})

// Catches answers that are lost because a question was put in other words.
test('a question keeps its key when it is put in other words; a new one is given a key of its own', () => {
  const draft = draftOf(aForm({ fields: [aField({ key: 'reason', label: 'Reason' })] }))
  const renamed = draft.fields.map((one) => ({ ...one, label: 'Why' }))
  const fields = [
    ...renamed,
    { ...field, label: 'Reason' },
    { ...field, label: '为什么' },
    { ...field, label: '原因' },
    field,
  ]
  const form = formFrom({ ...draft, fields }, aForm().id)
  expect(form.fields.map(({ key }) => key)).toEqual(['reason', 'reason_2', 'field', 'field_2', 'wie_ging_es_aus'])
  expect(CaseForm.safeParse(form).success).toBe(true)
})

test('lines that say nothing or the same twice are left out', () => {
  const choice = { ...field, kind: 'choice' as const, options: ' A \n\nB\nA' }
  const form = formFrom(
    { ...draftOf(undefined), name: ' Returns ', fields: [choice], checklist: '\nAsk\n' },
    aForm().id,
  )
  expect(form).toMatchObject({ name: 'Returns', checklist: ['Ask'], fields: [{ options: ['A', 'B'] }] })
})

test('what is missing is said in the order in which it stands', () => {
  const faults = faultsOf({ ...draftOf(undefined), fields: [{ ...field, label: ' ', kind: 'choice' }] })
  expect(faults.map(({ part }) => part)).toEqual(['name', 'label', 'options'])
})
