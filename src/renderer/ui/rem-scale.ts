import { useSyncExternalStore } from 'react'

/** How much larger than usual texts are set: 1 at 16 px. Heights that a list computes in pixels are multiplied by it. */
export const remScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16

const listeners = new Set<() => void>()
let scale: number | null = null

/** To be called when the size of texts was changed. */
export function textSizeChanged(): void {
  scale = null
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `remScale` for what stays on the screen while it changes. Read once: asking the page would lay it out. */
export const useRemScale = (): number => useSyncExternalStore(subscribe, () => (scale ??= remScale()))
