import { expect, test } from 'vitest'
import { withMasks } from '#shared/masked-fields.ts'
import { contactFields } from '#tests/contact-details.ts'
import { aParty } from '#tests/builders.ts'

// Catches: a value that stays in the row, and a row that changes more than it must.
test('a party keeps masks in the place of its contact details, and all else as it was', () => {
  const before = { ...aParty(), email: 'kim.lee@example.com', phone: '+65 9123 4542' }
  const { row, taken } = withMasks('parties', before)
  expect(row).toEqual({ ...before, email: 'k•••@e•••.com', phone: '••• ••• 42' })
  expect(Object.keys(row)).toEqual(Object.keys(before))
  expect(taken).toEqual([
    { field: 'email', value: 'kim.lee@example.com' },
    { field: 'phone', value: '+65 9123 4542' },
  ])
  expect(withMasks('parties', row)).toEqual({ row, taken: taken?.map(({ field }) => ({ field, value: null })) })
})

// Catches: a number that is hidden above and stands in clear below, among the fields of the source.
test('what the source knew beyond is masked where it is a way to reach somebody', () => {
  const { row, taken } = withMasks('parties', { ...aParty(), email: null, fields: contactFields })
  expect(row.fields).toEqual({
    ...contactFields,
    phone: '••• ••• 58',
    Mobile_no: '••• ••• 67',
    alternate_email: 'o•••@e•••.com',
    'home.tel': '••• ••• 00',
    note: 'W•••@e•••',
    people: '•••',
  })
  expect(taken?.map(({ field }) => field)).toEqual(
    ['phone', 'Mobile_no', 'alternate_email', 'home.tel', 'note', 'people', 'hidden'].map((name) => `fields.${name}`),
  )
})

// Catches: other tables that lose something.
test('rows of other tables are answered as they are', () => {
  const row = { id: 'x', email: 'kim.lee@example.com' }
  expect(withMasks('agents', row)).toEqual({ row, taken: null })
})
