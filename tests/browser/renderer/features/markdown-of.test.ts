import { expect, test } from 'vitest'
import { markdownOf } from '#renderer/features/sops/markdown-of.ts'

test('an article of a Help Center becomes Markdown that can be written on', () => {
  const html =
    '<h2>Rule</h2><p>Within <strong>15 days</strong>,<br>see <a href="https://example.com/a">the page</a>.</p><ol><li>Ask</li><li>Send</li></ol>'
  expect(markdownOf(html)).toBe(
    '## Rule\n\nWithin **15 days**,\nsee [the page](https://example.com/a).\n\n1. Ask\n2. Send',
  )
})

// Catches markup of another system that runs, or is loaded, while somebody opens a draft.
test('nothing of it runs, and a link that is none of the web stays as its words', () => {
  Object.assign(globalThis, { hostileRan: 0 })
  const html =
    '<img src=x onerror="hostileRan=1"><script>hostileRan=1</script><a href="javascript:hostileRan=1">link</a><svg onload="hostileRan=1"></svg>'
  expect(markdownOf(html)).not.toMatch(/javascript|onerror|onload/)
  expect(Reflect.get(globalThis, 'hostileRan')).toBe(0)
})
