import { type RefObject, useEffect } from 'react'
import { type FocusTarget, useScreen } from './screen-store.ts'

// Until here every wish for focus has been granted: a part that appears later must not answer an old one.
let granted = 0

/** Puts the focus on `box` whenever the screen asks for `target`, also when the part appears only because of it. */
export function useFocusTarget(target: FocusTarget, box: RefObject<Pick<HTMLElement, 'focus'> | null>): void {
  const focus = useScreen((screen) => screen.focus)
  useEffect(() => {
    if (focus.target !== target || focus.times <= granted || box.current === null) return
    granted = focus.times
    box.current.focus()
  }, [focus, target, box])
}
