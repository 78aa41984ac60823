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
