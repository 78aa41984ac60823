import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { say, sayCount } from '#renderer/words/say.ts'

export interface NavItemProps {
  name: string
  icon: ReactNode
  /** What stands in for the name where there is room for two letters only. */
  initials?: string
  /** Undefined: nothing is counted here. */
  count?: number | undefined
  keys?: string | undefined
  /** Its count is meant for this agent in person, and stands out. */
  isCalling?: boolean
  isOn: boolean
  isNarrow: boolean
  onSelect: () => void
}

/** One list in the navigation, with how many cases are in it. */
export function NavItem(props: NavItemProps) {
  const { name, icon, count, keys, isCalling = false, isOn, isNarrow, onSelect } = props
  const label = count === undefined ? name : say('nav.count', { name, n: count })
  const letters = isNarrow ? props.initials : undefined
  const button = (
    <button
      type="button"
      aria-current={isOn ? 'page' : undefined}
      // What is seen of it is in its name: who speaks to the computer says what they see.
      aria-label={isNarrow ? [label, letters].join(' ').trim() : undefined}
      onClick={onSelect}
      className={clsx(
        'ring-inside flex w-full items-center rounded-md select-none',
        isNarrow ? 'h-8 justify-center' : 'h-6.5 gap-2 px-2 compact:h-6',
        isOn ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      {letters !== undefined ? (
        <span aria-hidden className="text-xs font-medium">
          {letters}
        </span>
      ) : (
        <span aria-hidden className={clsx('relative shrink-0', isOn || isCalling ? 'text-accent' : 'text-ink-3')}>
          {icon}
          {isNarrow && isCalling && <span className="absolute -top-0.5 -right-1 size-1.5 rounded-full bg-accent" />}
        </span>
      )}
      {!isNarrow && (
        <span title={name} className="min-w-0 flex-1 truncate text-left">
          {name}
        </span>
      )}
      {!isNarrow && count !== undefined && (
        <>
          <span
            aria-hidden
            className={clsx(
              'text-sm tabular-nums',
              isCalling ? 'font-semibold text-accent' : isOn ? 'text-ink-2' : 'text-ink-3',
            )}
          >
            {count === 0 ? '' : sayCount(count)}
          </span>
          <span className="sr-only">{say('nav.cases', { n: count })}</span>
        </>
      )}
    </button>
  )
  if (!isNarrow) return <li>{button}</li>
  return (
    <li>
      <Tooltip text={label} keys={keys}>
        {button}
      </Tooltip>
    </li>
  )
}
