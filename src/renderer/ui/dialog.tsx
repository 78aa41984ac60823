import { Dialog as Base } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useFirstField } from './use-first-field.ts'

export interface DialogProps {
  title: string
  /** One sentence below the title. */
  description?: string | undefined
  /** Esc, the close button or a click beside it. */
  onClose: () => void
  closeLabel: string
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode
  /** Where the focus goes first; otherwise the first thing that takes it. */
  initialFocus?: RefObject<HTMLElement | null> | undefined
  children: ReactNode
}

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl', xl: 'max-w-5xl' }

/** A box over the desk. Render it while it is open; unmounting it closes it and gives the focus back. */
export function Dialog({
  title,
  description,
  onClose,
  closeLabel,
  size = 'md',
  footer,
  initialFocus,
  children,
}: DialogProps) {
  return (
    <DialogFrame onClose={onClose} className={widths[size]} initialFocus={initialFocus}>
      {/* Plain boxes: a header or footer in a dialog is read out as one of the whole window. */}
      <div className="border-b border-line py-3 pr-12 pl-4">
        <Base.Title className="text-lg font-semibold">{title}</Base.Title>
        {description !== undefined && (
          // Some is what a colleague asked.
          <Base.Description dir="auto" className="mt-0.5 text-ink-2 wrap-anywhere">
            {description}
          </Base.Description>
        )}
      </div>
      <div className="scroll-slim min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
      {footer !== undefined && (
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>
      )}
      {/* Last in order, so that the focus goes to what the dialog is about. */}
      <Base.Close
        aria-label={closeLabel}
        className="absolute top-2.5 right-3 inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X size={16} aria-hidden />
      </Base.Close>
    </DialogFrame>
  )
}

/**
 * Gives the focus back to where it was. Before the effects of whatever closed the dialog, so that a command given from it can put the focus
 * elsewhere; the library would do it after them.
 */
function useFocusReturn(): void {
  const [before] = useState(placesToReturnTo)
  useEffect(
    () => () => {
      const place = before.find((element) => element.isConnected)
      if (place instanceof HTMLElement) place.focus({ preventScroll: true })
    },
    [before],
  )
}

/** Where the focus was last before anything lay over the desk. */
let below: Element | null = null

/** Where the focus may go back to, the best first: what has it, and what had it before a dialog or a menu that this one takes the place of. */
function placesToReturnTo(): readonly Element[] {
  const { activeElement: active, body } = document
  const isOver = active?.closest('[role=dialog],[role=alertdialog],[role=menu]') ?? null
  if (active !== null && active !== body && isOver === null) below = active
  return [active, below].flatMap((element) => (element === null || element === body ? [] : element))
}

/** The bare box: for dialogs that bring their own head. Give it a `label` where nothing inside is a title. */
export function DialogFrame(props: {
  onClose: () => void
  label?: string
  className?: string
  initialFocus?: RefObject<HTMLElement | null> | undefined
  children: ReactNode
}) {
  useFocusReturn()
  const takeBox = useFirstField(props.initialFocus)
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        {/* A dialog over a dialog dims that one too. */}
        <Base.Backdrop forceRender className="fixed inset-0 z-30 bg-veil" />
        <Base.Popup
          ref={takeBox}
          aria-label={props.label}
          initialFocus={props.initialFocus}
          finalFocus={false}
          className={clsx(
            'fixed top-[11vh] left-1/2 z-30 flex max-h-[78vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden',
            'rounded-xl bg-pane text-ink shadow-pop outline-none',
            props.className,
          )}
        >
          {props.children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
