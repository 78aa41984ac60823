import { clsx } from 'clsx'
import { useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { Ref, TextareaHTMLAttributes } from 'react'
import { controlLook } from './text-field.tsx'

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  value: string
  /** It never grows beyond this many pixels; then it scrolls. */
  tallest?: number
  ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text; grows with what is written. */
export function TextArea({ className, tallest = 320, ref, rows = 3, ...rest }: TextAreaProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(ref, () => box.current, [])
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return
    // Shrinks first: the height of the text is only known below the present height.
    current.style.height = 'auto'
    current.style.height = `${Math.min(current.scrollHeight + 2, tallest)}px`
  }, [rest.value, tallest])
  return (
    <textarea
      // A browser keeps the texts of open pages in clear, to bring them back with the page, unless it is told not to.
      autoComplete="off"
      {...rest}
      ref={box}
      rows={rows}
      className={clsx(controlLook, 'scroll-slim block resize-none px-2.5 py-1.5', className)}
    />
  )
}
