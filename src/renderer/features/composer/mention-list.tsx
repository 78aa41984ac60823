/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the focus stays in the text, which names the active option [aria-activedescendant] */
import { clsx } from 'clsx'
import type { Row } from '#shared/tables.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { say } from '#renderer/words/say.ts'
import type { Mentionable } from './mentions.ts'

interface MentionListProps {
  readonly id: string
  readonly offered: readonly Mentionable[]
  readonly active: number
  readonly onPick: (agent: Row<'agents'>) => void
}

/** The colleagues who may be meant by what follows the @, and of whom it would reach nobody. */
export function MentionList({ id, offered, active, onPick }: MentionListProps) {
  if (offered.length === 0) return null
  return (
    <div
      id={id}
      role="listbox"
      aria-label={say('composer.mention')}
      className="absolute bottom-full left-0 z-10 mb-1 w-72 max-w-full rounded-lg bg-pane p-1 shadow-pop"
    >
      {offered.map(({ agent, sees }, at) => (
        <div
          key={agent.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          className={clsx('flex h-7 cursor-default items-center gap-2 rounded-md px-2', at === active && 'bg-selected')}
          onMouseDown={(event) => {
            // The focus is to stay in the text.
            event.preventDefault()
            onPick(agent)
          }}
        >
          <Avatar name={agent.name} />
          <span dir="auto" className={clsx('min-w-0 truncate', !sees && 'text-ink-3')}>
            {agent.name}
          </span>
          {!sees && <span className="ml-auto shrink-0 text-xs text-warn">{say('composer.mention-blind')}</span>}
        </div>
      ))}
    </div>
  )
}
