import { clsx } from 'clsx'
import { useEffect } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useScreen } from './workspace/screen-store.ts'

interface ContextDrawerProps {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  children: ReactNode
}

/** What stands beside the case, over its right edge while the window is narrow. Comes by itself when another tab or an SOP is asked for. */
export function ContextDrawer({ isOpen, onOpen, children }: ContextDrawerProps) {
  useEffect(
    () =>
      useScreen.subscribe((screen, before) => {
        if (screen.contextTab !== before.contextTab || (screen.sopId !== before.sopId && screen.sopId !== null))
          onOpen(true)
      }),
    [onOpen],
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onOpen(false)
    useScreen.getState().focusOn('desk')
  }
  return (
    <div
      role="presentation"
      onKeyDown={onKeyDown}
      className={clsx(
        'absolute inset-y-0 right-0 z-20 flex w-88 max-w-[85%] flex-col border-l border-line bg-pane shadow-pop',
        !isOpen && 'hidden',
      )}
    >
      {children}
    </div>
  )
}
