import { type RefObject, useCallback, useEffect, useState } from 'react'
import { takeTypedAhead } from './typed-ahead.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const tabbable =
  'a[href],button:not(:disabled),input:not(:disabled),textarea:not(:disabled),select:not(:disabled),[tabindex="0"],[contenteditable=true]'
const notText: ReadonlySet<string> = new Set(['button', 'checkbox', 'file', 'hidden', 'radio', 'range', 'submit'])

/** The field where the focus goes first; null where that is no field. */
function firstField(box: HTMLElement, wished: RefObject<HTMLElement | null> | undefined): Field | null {
  const element = wished?.current ?? box.querySelector(tabbable)
  if (element instanceof HTMLInputElement) return notText.has(element.type) ? null : element
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ? element : null
}

/** Chooses what begins with the text, as a list does by itself when one types. */
function choose(list: HTMLSelectElement, text: string): void {
  const wanted = text.toLocaleLowerCase()
  const option = [...list.options].find((one) => !one.disabled && one.text.toLocaleLowerCase().startsWith(wanted))
  if (option === undefined || option.selected) return
  option.selected = true
  list.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Writes where the caret stands, with all that typing brings along: the longest text, undo, and the event that whoever draws the field hears. */
function write(field: Field, text: string): void {
  if (field instanceof HTMLSelectElement) return choose(field, text)
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else writes as typing does, and both engines that run this keep it
  document.execCommand('insertText', false, text)
}

/** What Enter does in a field: what it is told to do there, else what the form does. */
function enter(field: Field): void {
  const key = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }
  if (!field.dispatchEvent(new KeyboardEvent('keydown', key))) return
  if (field instanceof HTMLTextAreaElement) write(field, '\n')
  else if (field instanceof HTMLInputElement) field.form?.requestSubmit()
}

/**
 * For the box of a dialog: its first field has the focus, and what was typed for it, as soon as both are on the page. The library moves the
 * focus a frame later, and keys that come until then would be lost. Where a button comes first it is left alone: Enter is only for what
 * could be seen. Not while it is drawn: a drawing that is given up and begun anew would take the letters along.
 */
export function useFirstField(
  initialFocus: RefObject<HTMLElement | null> | undefined,
): (box: HTMLElement | null) => void {
  const [entered, setEntered] = useState<Field | null>(null)
  // Only once what was written is drawn: a form sends what its last drawing saw.
  useEffect(() => {
    if (entered !== null) enter(entered)
  }, [entered])
  return useCallback(
    (box) => {
      if (box === null) return
      const field = firstField(box, initialFocus)
      field?.focus()
      const { text, isEntered } = takeTypedAhead()
      if (field === null || document.activeElement !== field) return
      if (text !== '') write(field, text)
      if (isEntered) setEntered(field)
    },
    [initialFocus],
  )
}
