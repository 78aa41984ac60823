import { type RefObject, useEffect, useEffectEvent } from 'react'
import { type FocusTarget, useScreen } from './screen-store.ts'

// Until here every wish for focus has been granted: a part that appears later must not answer an old one.
let granted = 0

/** Whether one of these is to have the focus, and is not on the screen yet. */
export function isFocusAwaited(targets: ReadonlySet<FocusTarget>): boolean {
  const { focus } = useScreen.getState()
  return focus.times > granted && targets.has(focus.target)
}

const nothing = (): void => undefined

/**
 * Puts the focus on `box` whenever the screen asks for `target`, also when the part appears only because of it. `onGranted` comes right after:
 * what was typed meanwhile may be waiting.
 */
export function useFocusTarget(
  target: FocusTarget,
  box: RefObject<Pick<HTMLElement, 'focus'> | null>,
  onGranted: () => void = nothing,
): void {
  const focus = useScreen((screen) => screen.focus)
  const tellGranted = useEffectEvent(onGranted)
  useEffect(() => {
    if (focus.target !== target || focus.times <= granted || box.current === null) return
    granted = focus.times
    box.current.focus()
    tellGranted()
  }, [focus, target, box])
}
