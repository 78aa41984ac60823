import { useState } from 'react'
import { type Root, createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { useRovingRows } from '#renderer/ui/use-roving-rows.ts'

let root: Root | undefined
afterEach(() => root?.unmount())

function List() {
  const [open, setOpen] = useState('Row 3')
  const [count, setCount] = useState(200)
  return (
    <>
      <button type="button" onClick={() => setCount(4)}>
        Before
      </button>
      <div {...useRovingRows()}>
        {Array.from({ length: count }, (_, at) => `Row ${at + 1}`).map((name) => (
          <button
            key={name}
            type="button"
            data-row
            aria-current={name === open || undefined}
            onClick={() => setOpen(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <button type="button">After</button>
    </>
  )
}

const focused = (): string => document.activeElement?.textContent ?? ''
const press = async (...keys: string[]): Promise<string> => {
  for (const key of keys) await userEvent.keyboard(`{${key}}`)
  return focused()
}

// Catches a list that takes two hundred presses of Tab to get past, and one whose stop goes with the row that had it.
test('a list of rows is one stop for Tab, at the open row; arrows, Home and End go from row to row', async () => {
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(<List />)
  await expect.poll(() => document.querySelectorAll('[data-row]').length).toBe(200)
  document.querySelector<HTMLElement>('button')?.focus()
  expect(await press('Tab')).toBe('Row 3')
  expect(await press('Tab')).toBe('After')
  expect(await press('Shift>}{Tab}{/Shift')).toBe('Row 3')
  expect(await press('ArrowDown')).toBe('Row 4')
  expect(await press('ArrowUp', 'ArrowUp')).toBe('Row 2')
  expect(await press('Home', 'ArrowUp')).toBe('Row 1')
  expect(await press('End', 'ArrowDown')).toBe('Row 200')
  // Where the focus was last, though another row is open.
  expect(await press('Tab', 'Shift>}{Tab}{/Shift')).toBe('Row 200')
  // That row goes: the open one is the stop again.
  document.querySelector<HTMLElement>('button')?.click()
  await expect.poll(() => document.querySelectorAll('[data-row]').length).toBe(4)
  document.querySelector<HTMLElement>('button')?.focus()
  expect(await press('Tab')).toBe('Row 3')
})
