import { expect, test } from 'vitest'
import { asLiquid } from '#service/channels/import/placeholders.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'

// Would catch: "Your driver comes in {minutes:d} minutes" sent to a customer as it stands.
test('placeholders in single braces become ours, and so block sending until they have a value', () => {
  const template = asLiquid('Table for {size:d} at {restaurant_name:s}, {{ticket.requester.first_name}}?')
  expect(template).toBe('Table for {{size}} at {{restaurant_name}}, {{ticket.requester.first_name}}?')
  expect(unresolvedIn(template)).toContain('{{size}}')
})

// Would catch: an explanation with code in it that can no longer be sent.
test('braces around anything else stay as they are', () => {
  for (const text of ['body { color: red }', '{"a": 1}', '${HOME}/{*.txt}', 'function () {return x}', '{}']) {
    expect(asLiquid(text)).toBe(text)
  }
})
