import { useEffect, useState } from 'react'
import { useSeconds } from '#renderer/workspace/use-now.ts'

/** How long a value stays on the screen. */
export const shownSeconds = 30

/** A value on the screen for a moment, and nowhere else. */
export interface Moment {
  readonly value: string | null
  /** Whole seconds until it goes. */
  readonly left: number
  /** Whether there was one before. */
  readonly wasShown: boolean
  readonly show: (value: string) => void
  readonly hide: () => void
}

/** Shows a value until its time is over, the window is hidden, or it is put away by hand. */
export function useMoment(): Moment {
  const [shown, setShown] = useState<{ value: string; until: number } | null>(null)
  const [wasShown, setWasShown] = useState(false)
  const now = useSeconds(shown !== null)
  const hide = (): void => setShown(null)
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(hide, Math.max(0, shown.until - Date.now()))
    // Nobody looks at it: what stays in a window that is put away is seen by whoever opens it again.
    document.addEventListener('visibilitychange', hide)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [shown])
  return {
    value: shown?.value ?? null,
    left: shown === null ? 0 : Math.min(shownSeconds, Math.max(0, Math.ceil((shown.until - now) / 1000))),
    wasShown,
    show: (value) => {
      setShown({ value, until: Date.now() + shownSeconds * 1000 })
      setWasShown(true)
    },
    hide,
  }
}
