import { clsx } from 'clsx'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'

type PillTone = 'plain' | 'ok' | 'warn' | 'bad' | 'busy'

const boxes: { readonly [T in PillTone]: string } = {
  plain: 'border-line bg-raise text-ink-2',
  ok: 'border-line bg-raise text-ink-2',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
  busy: 'border-line bg-raise text-ink-2',
}
const dots: { readonly [T in PillTone]: string } = {
  plain: 'hidden',
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  busy: 'bg-accent',
}

export interface PillProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: PillTone
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A rounded button that tells how something stands. */
export function Pill({ tone = 'plain', className, children, ref, ...rest }: PillProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={clsx(
        'inline-flex h-6 min-w-0 items-center gap-1.5 rounded-full border px-2 whitespace-nowrap hover:brightness-97',
        boxes[tone],
        className,
      )}
    >
      <span aria-hidden className={clsx('size-1.75 shrink-0 rounded-full', dots[tone])} />
      {children}
    </button>
  )
}
