/** What an agent does at a window that shows they are there. */
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const
/** How often the time is looked at, in milliseconds. */
const everyMs = 5000
/** The other windows hear of a touch this often at most, in milliseconds. */
const tellMs = 2000
const entry = 'tierdesk.touched'

interface IdlePorts {
  /** How long nobody must have touched any window of this browser, in milliseconds. */
  readonly limitMs: number
  /** Whether the window would have noticed somebody: one that has not the keys hears of nothing that is done elsewhere. */
  readonly counts: () => boolean
  readonly idle: () => void
}

/** Calls `idle` once nobody has touched this window, nor another of the same origin, for as long as `limitMs`; again with every look until stopped. */
export function watchIdle({ limitMs, counts, idle }: IdlePorts): () => void {
  let last = 0
  const touched = (): void => {
    const now = Date.now()
    if (now - last > tellMs) localStorage.setItem(entry, String(now))
    last = now
  }
  touched()
  const timer = setInterval(() => {
    if (!counts()) return touched()
    const now = Date.now()
    const elsewhere = Number(localStorage.getItem(entry))
    // One that is yet to come was written before the clock was set back.
    if (now - Math.max(last, elsewhere > now ? 0 : elsewhere) >= limitMs) idle()
  }, everyMs)
  for (const touch of touches) window.addEventListener(touch, touched, { capture: true, passive: true })
  return () => {
    clearInterval(timer)
    for (const touch of touches) window.removeEventListener(touch, touched, { capture: true })
  }
}
