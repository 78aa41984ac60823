/** A short message that goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly action?: { readonly label: string; readonly run: () => void }
}

const plainFor = 6000
const badFor = 12_000

let toasts: readonly Toast[] = []
let spoken = ''
let nextId = 1
const listeners = new Set<() => void>()

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Takes a toast away. */
export const dismissToast = (id: number): void => change(toasts.filter((toast) => toast.id !== id))

/** Shows a message at the foot of the window for a while (`lastsMs`) and has it read out. At most three at a time; a repeat replaces its twin. */
export function notify(
  text: string,
  options: { tone?: Toast['tone']; action?: { label: string; run: () => void }; lastsMs?: number } = {},
): void {
  const { tone = 'plain', action, lastsMs = tone === 'bad' ? badFor : plainFor } = options
  const toast: Toast = { id: nextId++, text, tone, ...(action === undefined ? {} : { action }) }
  change([...toasts.filter((one) => one.text !== text), toast].slice(-3))
  setTimeout(() => dismissToast(toast.id), lastsMs)
}

/** Takes all away, also what was read out: whoever comes to the window next is not meant. */
export function dismissAll(): void {
  spoken = ''
  change([])
}

/** Has something read out politely without showing it. */
export function announce(text: string): void {
  // The same words twice would be no change, and no change is not read out.
  spoken = spoken === text ? `${text}\u00a0` : text
  change(toasts)
}

/** For the components that draw them. */
export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  toasts: (): readonly Toast[] => toasts,
  spoken: (): string => spoken,
}
