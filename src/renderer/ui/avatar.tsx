import { clsx } from 'clsx'
import { initialsOf } from './initials-of.ts'

/** The letters of a person, for beside their name: seen only, since the name is what is read out. `isFaint`: they are not here. */
export const Avatar = ({ name, isFaint = false }: { name: string; isFaint?: boolean }) => (
  <span
    aria-hidden
    className={clsx(
      'inline-flex size-5 shrink-0 items-center justify-center rounded-full border text-[0.5625rem] leading-none font-semibold',
      isFaint ? 'border-dashed border-edge bg-pane text-ink-3' : 'border-transparent bg-accent-soft text-accent',
    )}
  >
    {initialsOf(name)}
  </span>
)
