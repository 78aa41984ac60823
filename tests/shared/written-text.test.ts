import { expect, test } from 'vitest'
import { safeHtml } from '#service/effects/written-html.ts'
import { isPlainText, plainText, readText } from '#shared/written-text.ts'

// Catches a plain text of the build before that comes out as something else.
test('a text without marks means itself, letter by letter', () => {
  const texts = ['Hello\n\n\n  Ana', '2 + 3 = 5; a < b & c', 'Ihre Bestellung – A-100 – ist da.', '你好，世界', '']
  for (const text of texts) {
    expect(isPlainText(text)).toBe(true)
    expect(plainText(text)).toBe(text)
  }
})

// Catches a placeholder, a file name or a sum whose signs are taken for marks.
test('signs within words and sums stay signs', () => {
  for (const text of ['{{ticket.requester.first_name}}', 'photo_of_box_2.png', '2 * 3 * 4', 'a ** b', '5*', '_']) {
    expect(plainText(text)).toBe(text)
  }
})

test('marks are read as what they mean, and left out of the plain text', () => {
  const text =
    'Hi **Kim**,\n\n1. open *the* app\n2. press `Send`\n   - slowly\n\n> It is\n> broken\n\nSee [here](https://example.com/a_b).'
  expect(safeHtml(text)).toBe(
    '<p>Hi <strong>Kim</strong>,</p><ol start="1"><li><p>open <em>the</em> app</p></li>' +
      '<li><p>press <code>Send</code></p><ul><li><p>slowly</p></li></ul></li></ol>' +
      '<blockquote><p>It is<br>broken</p></blockquote>' +
      '<p>See <a href="https://example.com/a_b" rel="noopener noreferrer">here</a>.</p>',
  )
  expect(plainText(text)).toBe(
    'Hi Kim,\n\n1. open the app\n2. press Send\n  \n  - slowly\n\n> It is\n> broken\n\nSee here (https://example.com/a_b).',
  )
})

// Catches markup that runs with a party, in the webhook's HTML or in the window.
test('nothing that is written becomes HTML, and no link runs', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](https://x" onclick="alert(1))',
    '![x" onerror="alert(1)](attachment:00000000-0000-0000-0000-000000000000)',
    '`</code><script>`',
    '> <b>**<i>**',
  ]
  for (const text of hostile) {
    const html = safeHtml(text)
    expect(
      html.replace(/<\/?(p|strong|em|code|blockquote|br|a|img)( (href|rel|src|alt)="[^"<>]*")*>/g, ''),
    ).not.toMatch(/<|javascript:.*"/)
    expect(html).not.toMatch(/href="(?!https:)/)
  }
})

// Catches a text that holds up the window or the service for as long as it is read.
test('reading takes no longer than the text is long, whatever is in it', () => {
  for (const part of ['**a ', '*a_ ', '> ', '[a](', '- ', '`', '![', '\\', 'https://a', '1. - > ']) {
    const blocks = readText(part.repeat(4000))
    expect(blocks.length).toBeGreaterThan(0)
  }
})
