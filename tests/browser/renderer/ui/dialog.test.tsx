import { type ReactElement, type ReactNode, type SyntheticEvent, Suspense, use, useRef, useState } from 'react'
import { type Root, createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { typeAhead } from '#renderer/ui/typed-ahead.ts'

let root: Root | undefined
afterEach(() => root?.unmount())

const hurry = (...keys: string[]): void => keys.forEach((key) => typeAhead(key))
const nothing = (): void => undefined

function draw(element: ReactElement): void {
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(element)
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <Dialog title="Name it" closeLabel="Close" onClose={nothing}>
      {children}
    </Dialog>
  )
}

function NameForm({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState('Old ')
  const field = useRef<HTMLInputElement>(null)
  const save = (event: SyntheticEvent): void => {
    event.preventDefault()
    onSave(name)
  }
  return (
    <Dialog title="Name it" closeLabel="Close" onClose={nothing} initialFocus={field}>
      <form onSubmit={save}>
        <button type="button">Before the field</button>
        <TextField ref={field} maxLength={9} value={name} onChange={({ target }) => setName(target.value)} />
      </form>
    </Dialog>
  )
}

function TextForm() {
  const [value, setValue] = useState('')
  return (
    <Framed>
      <TextArea value={value} onChange={({ target }) => setValue(target.value)} />
    </Framed>
  )
}

function MarketForm() {
  const [value, setValue] = useState('MY')
  const options = ['MY', 'PH', 'TH'].map((code) => ({ value: code, label: `${code} market` }))
  return (
    <Framed>
      <SelectField value={value} options={options} onChange={setValue} />
    </Framed>
  )
}

// Catches letters that were lost because the focus comes a frame after the field, a field that shows what its form does not know, more letters
// than it takes, and a drawing that React gave up taking them along.
test('what was typed before a dialog is there stands in its first field and is what Enter saves', async () => {
  const saved: string[] = []
  let come = nothing
  const coming = new Promise<void>((resolve) => (come = resolve))
  const Late = (): null => {
    use(coming)
    return null
  }
  hurry('B', 'u')
  draw(
    <Suspense fallback={<i />}>
      <NameForm onSave={(name) => saved.push(name)} />
      <Late />
    </Suspense>,
  )
  await expect.poll(() => document.querySelector('i')).not.toBeNull()
  hurry('r', 'n', 's', 'x', 'Enter')
  come()
  await expect.poll(() => saved).toEqual(['Old Burns'])
  expect(document.querySelector('input')?.value).toBe('Old Burns')
  expect(document.activeElement).toBe(document.querySelector('input'))
})

// Catches Enter in a field of several lines that sends, and a list that the letters pass by.
test('Enter begins a new line where there are several, and a list chooses what begins with the letters', async () => {
  hurry('o', 'n', 'e', 'Enter')
  draw(<TextForm />)
  await expect.poll(() => document.querySelector('textarea')?.value).toBe('one\n')
  root?.unmount()

  hurry('p', 'h')
  draw(<MarketForm />)
  await expect.poll(() => document.querySelector('select')?.value).toBe('PH')
})

// Catches a key of the desk that presses a button of a dialog nobody has seen yet.
test('where a button comes first, what was typed before it was there is for nobody', async () => {
  let presses = 0
  hurry('y', 'Enter')
  draw(
    <Framed>
      <button type="button" onClick={() => (presses += 1)}>
        Give everything away
      </button>
    </Framed>,
  )
  await expect.poll(() => document.activeElement?.textContent).toBe('Give everything away')
  expect(presses).toBe(0)
})
