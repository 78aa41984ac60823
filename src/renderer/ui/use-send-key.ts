import { type RefObject, useEffect } from 'react'

/** Ctrl+Enter anywhere in a form sends it. */
export function useSendKey(form: RefObject<HTMLFormElement | null>, send: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // While an input method composes, Enter belongs to it.
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      if (!(event.target instanceof Node) || form.current?.contains(event.target) !== true) return
      event.preventDefault()
      send()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}
