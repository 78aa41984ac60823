import { Suspense, createElement, use } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { typeAhead } from '#renderer/ui/typed-ahead.ts'

const field = (): HTMLInputElement | null => document.querySelector('input[role=combobox]')

// Would catch: letters that a drawing took which React gave up and began anew, as it does while code or data is still coming.
test('what was typed ahead stands in the field, also where the first drawing of it came to nothing', async () => {
  let come = (): void => undefined
  const coming = new Promise<void>((resolve) => (come = resolve))
  const Late = (): null => {
    use(coming)
    return null
  }
  const picker = createElement(PickerDialog, {
    title: 'Find',
    placeholder: '',
    items: [],
    emptyText: '',
    onClose: come,
  })
  for (const letter of '10') typeAhead(letter)
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(createElement(Suspense, { fallback: createElement('i') }, picker, createElement(Late)))
  await expect.poll(() => document.querySelector('i')).not.toBeNull()
  expect(field()).toBeNull()
  for (const letter of '311') typeAhead(letter)
  come()
  await expect.poll(() => field()?.value).toBe('10311')
  expect(document.activeElement).toBe(field())
  root.unmount()
})
