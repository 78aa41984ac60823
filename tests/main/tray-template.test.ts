import { expect, test } from 'vitest'
import { trayTemplate, trayTip } from '#main/tray-template.ts'
import { outsideWords } from '#shared/notices.ts'

const state = { words: outsideWords, count: 3, standing: 'online' } as const

// Catches: a count that stands in the tip alone, which many desktops on Linux never show.
test('the tray says how much waits and how the desk stands, in its tip and its menu', () => {
  expect(trayTip(state)).toBe('Tierdesk\nWaiting for you: 3\nConnected')
  const labels = trayTemplate(state, { open: () => undefined, quit: () => undefined }).map(({ label }) => label)
  expect(labels).toEqual(['Waiting for you: 3', 'Connected', undefined, 'Open Tierdesk', 'Quit Tierdesk'])
})

// Catches: how much waits for an agent who has left, for whoever sits there now.
test('where nobody is signed in no count is shown', () => {
  expect(trayTip({ ...state, standing: 'signed-out' })).toBe('Tierdesk\nNobody is at the desk')
})

test('its menu opens the window and ends Tierdesk', () => {
  const done: string[] = []
  const items = trayTemplate(state, { open: () => done.push('open'), quit: () => done.push('quit') })
  for (const { click } of items) (click as (() => void) | undefined)?.()
  expect(done).toEqual(['open', 'quit'])
})
