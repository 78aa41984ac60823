import { expect, test } from 'vitest'
import { headingsOf } from '#renderer/features/sops/headings-of.ts'

// Catches a way through the page that leads to the wrong place because a line of code looked like a heading.
test('the headings of a page are found in Markdown, but not inside code', () => {
  const body = '# One\n\n```\n# not this\n```\n\n## Two **bold**\n\n#### too deep\n'
  expect(headingsOf(body, 'markdown')).toEqual([
    { place: 0, level: 1, words: 'One' },
    { place: 1, level: 2, words: 'Two bold' },
  ])
})

// Catches imported help pages, which are HTML, without a way through them.
test('the headings of a page are found in HTML', () => {
  expect(headingsOf('<h2 id="a">Sync &amp; backup</h2><p>x</p><h3><b>More</b></h3>', 'html')).toEqual([
    { place: 0, level: 2, words: 'Sync & backup' },
    { place: 1, level: 3, words: 'More' },
  ])
})
