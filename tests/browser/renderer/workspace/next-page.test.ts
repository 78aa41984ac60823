import { afterEach, expect, test } from 'vitest'
import { noteNextPage, takeNextPage } from '#renderer/workspace/next-page.ts'

afterEach(() => sessionStorage.clear())

// Catches: a word of how the desk was left that is lost with the page, or that every later page says again.
test('how the desk was left is said by the next page, once', () => {
  expect(takeNextPage()).toBe(null)
  for (const left of [
    { at: 'sign-in', isAgain: false, trouble: 'The service cannot be reached.' },
    { at: 'sign-in', isAgain: true, trouble: null },
    { at: 'wiped' },
    { at: 'account-closed' },
  ] as const) {
    noteNextPage(left)
    expect([takeNextPage(), takeNextPage()]).toEqual([left, null])
  }
  noteNextPage({ at: 'wiped' })
  noteNextPage(null)
  expect(takeNextPage()).toBe(null)
})

// Catches: a window that does not open because another build has left what this one cannot read.
test('what cannot be read is nothing to stop at', () => {
  for (const text of ['', '{', '{"at":"elsewhere"}', '{"at":"sign-in"}']) {
    sessionStorage.setItem('tierdesk.left', text)
    expect([takeNextPage(), sessionStorage.length]).toEqual([null, 0])
  }
})
