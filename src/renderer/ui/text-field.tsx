import { clsx } from 'clsx'
import type { InputHTMLAttributes, Ref } from 'react'

/** How every control that takes text is drawn. */
export const controlLook =
  'w-full rounded-md border border-edge/60 bg-raise text-ink hover:border-edge focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-bad'

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  ref?: Ref<HTMLInputElement>
}

/** One line of text. The browser keeps nothing of it unless `autoComplete` says so: it would do that in clear. */
export function TextField({ className, ref, ...rest }: TextFieldProps) {
  return (
    <input type="text" autoComplete="off" {...rest} ref={ref} className={clsx(controlLook, 'h-8 px-2.5', className)} />
  )
}
