import { clsx } from 'clsx'
import { say } from '#renderer/words/say.ts'

/** What a line says of one that can be set up. */
export interface SettingWords {
  readonly label: string
  readonly detail: string
  /** Before the name: its place, where it has one. */
  readonly place?: number
  /** It was changed and not saved yet. */
  readonly isChanged: boolean
}

interface SettingLineProps extends SettingWords {
  readonly isCursor: boolean
}

/** Pixels, at the usual text size. */
export const settingLineHeight = 44

/** One of several that can be set up, in the list of them. */
export const SettingLine = ({ label, detail, place, isCursor, isChanged }: SettingLineProps) => (
  <div
    className={clsx(
      'flex h-full cursor-default items-center gap-2 border-b border-line-soft px-3',
      isCursor ? 'bg-selected shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      isCursor &&
        'group-focus-visible/list:outline group-focus-visible/list:-outline-offset-1 group-focus-visible/list:outline-accent',
    )}
  >
    {place !== undefined && <span className="w-5 shrink-0 text-right text-ink-3 tabular-nums">{place}</span>}
    <span className="min-w-0 flex-1">
      <bdi className="block truncate font-medium">{label}</bdi>
      <span title={detail} className="block truncate text-xs text-ink-3">
        {detail}
      </span>
    </span>
    {isChanged && (
      <span title={say('routing.changed')} className="size-2 shrink-0 rounded-full bg-warn">
        <span className="sr-only">{say('routing.changed')}</span>
      </span>
    )}
  </div>
)
