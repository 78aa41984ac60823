import { expect, test } from 'vitest'
import { fillMacro } from '#shared/macro-template.ts'
import { anOrder, aParty, aCase, anAgent } from '#tests/builders.ts'

const context = {
  row: aCase(),
  party: aParty({ email: 'k•••@e•••.com', phone: '••• ••• 42' }),
  order: anOrder(),
  agent: anAgent(),
}

// Catches: a mask that is sent to a party as if it were their address.
test('a placeholder for a contact detail has no value: it stays in the text and keeps it from being sent', () => {
  const written = '{{party.email}} {{ticket.requester.email}} {{ party.phone }}'
  expect(fillMacro(`To {{party.first_name}}: ${written}`, context)).toEqual({
    text: `To Kim: ${written}`,
    unresolved: ['{{party.email}}', '{{ticket.requester.email}}', '{{ party.phone }}'],
  })
})

const at = '2026-11-22T20:00:00.000Z'
const filled = (template: string, more: object = {}) => fillMacro(template, { ...context, at, ...more }).text

test('days are written as the market counts them and in the language of the text', () => {
  const inManila = { ...context, row: aCase({ market: 'PH', locale: 'en' }), at }
  expect(fillMacro('{{ today | day }}', inManila).text).toBe('November 23, 2026')
  expect(fillMacro('{{ today | in_days: 3 }}', { ...inManila, locale: 'de' }).text).toBe('26. November 2026')
  expect(fillMacro('{{ today | in_days: 3 }}', { ...inManila, locale: 'no such tag' }).text).toBe('November 26, 2026')
  expect(filled('{{ order.placed_at | day }}')).toBe('{{ order.placed_at | day }}')
  expect(filled('{{ today | in_days: 99999 }}')).toBe('{{ today | in_days: 99999 }}')
})

test('case fields, answers and orders fill placeholders, as Zendesk names them, too', () => {
  const row = aCase({ fields: { '360012': 'Gold', refund: 12, nested: { a: 1 } } })
  const of = { row, inputs: { amount: '5', empty: '' } }
  expect(filled('{{ticket.custom_field_360012}} {{ticket.ticket_field_360012}} {{case.fields.refund}}', of)).toBe(
    'Gold Gold 12',
  )
  expect(filled('{{input.amount}} {{order.currency}}', of)).toBe('5 USD')
  expect(filled('{{input.empty}} {{input.none}} {{case.fields.nested}}', of)).toBe(
    '{{input.empty}} {{input.none}} {{case.fields.nested}}',
  )
  expect(filled("{{input.none | default: 'soon'}}", of)).toBe('soon')
})

// Catches a value that holds a placeholder and is filled by nobody, or a mask that came in through a field.
test('a value that holds a placeholder, a tag or a mask is no value', () => {
  const row = aCase({ subject: '{{agent.name}}', fields: { mail: 'k•••@e•••.com', tag: '{% include x %}' } })
  for (const template of ['{{case.subject}}', '{{case.fields.mail}}', '{{case.fields.tag}}']) {
    expect(fillMacro(template, { ...context, row }).unresolved).toEqual([template])
  }
})

// Catches a template that runs code, reads what it should not, or holds up the window.
test('hostile templates come to nothing: filters are few, properties are own ones, a tag blocks sending', () => {
  const hostile = [
    '{{ party.constructor }}',
    '{{ party.__proto__.toString }}',
    '{{ 1 | divided_by: 0 }}',
    "{{ 'now' | date: '%Y' }}",
    '{{ party | json }}',
    '{{ (1..100000000) | join }}',
    // Each of these makes three letters of one: 59,049 of a pair, and then half a million.
    `{{ 'aa' ${"| replace: 'a', 'aaa' ".repeat(9)}}}`,
    `{{ 'aa' ${"| replace: 'a', 'aaa' ".repeat(11)}}}`,
    '{{',
    '{{}}',
  ]
  for (const template of hostile) expect(fillMacro(template, { ...context, at }).text).toBe(template)
  expect(fillMacro('{% if a %}Hi{% endif %}', context).unresolved).toEqual(['{% if a %}', '{% endif %}'])
})
