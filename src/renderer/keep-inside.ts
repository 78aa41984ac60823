import { notify } from './ui/toast-store.ts'
import { say } from './words/say.ts'
import { forgetInside, heldInside, holdInside } from './workspace/copy-text.ts'
import { policyValue } from './workspace/policy.ts'

/**
 * Has the window obey what IT says of copying and printing. Where a text may not leave, it is cut, copied and pasted within the window all
 * the same: the window keeps it itself until the person goes to another one.
 */
export function keepInside(): void {
  // Before any editor hears of it, which would put it on the clipboard.
  document.addEventListener('copy', takeInside, true)
  document.addEventListener('cut', takeInside, true)
  document.addEventListener('paste', giveInside, true)
  document.addEventListener('dragstart', stayInside, true)
  globalThis.addEventListener('blur', forgetInside)
  keepFromPaper()
}

const mayCopy = (): boolean => policyValue('ClipboardAllowed')

function takeInside(event: ClipboardEvent): void {
  if (mayCopy()) return
  stop(event)
  const text = selectedText()
  if (text === '') return
  holdInside(text)
  if (event.type === 'cut') typing('delete')
  notify(say('policy.no-copying'))
}

function giveInside(event: ClipboardEvent): void {
  const text = heldInside()
  // What this window made up itself is the way of that text into an editor.
  if (mayCopy() || text === null || !event.isTrusted) return
  stop(event)
  const editor = event.target instanceof Element ? event.target.closest('[contenteditable=true]') : null
  if (editor === null) return typing('insertText', text)
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

function stayInside(event: DragEvent): void {
  if (!mayCopy()) stop(event)
}

function stop(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function selectedText(): string {
  const field = document.activeElement
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, value } = field
    // A password says of nothing that it is selected.
    const isSecret = field instanceof HTMLInputElement && field.type === 'password'
    return isSecret || selectionStart === null || selectionEnd === null ? '' : value.slice(selectionStart, selectionEnd)
  }
  return String(document.getSelection() ?? '')
}

function typing(what: 'delete' | 'insertText', text?: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else writes as typing does, and both engines that run this keep it
  document.execCommand(what, false, text)
}

function keepFromPaper(): void {
  const print = globalThis.print.bind(globalThis)
  globalThis.print = () => {
    if (policyValue('PrintingAllowed')) print()
    else notify(say('policy.no-printing'), { tone: 'bad' })
  }
  // By whatever way else it is printed: on an empty page.
  const root = document.documentElement
  globalThis.addEventListener('beforeprint', () =>
    root.toggleAttribute('data-unprinted', !policyValue('PrintingAllowed')),
  )
  globalThis.addEventListener('afterprint', () => root.removeAttribute('data-unprinted'))
}
