import { clsx } from 'clsx'
import { Users } from 'lucide-react'
import type { CaseParty } from '#shared/domain/case.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'

interface PartyFilterProps {
  readonly parties: readonly CaseParty[]
  /** The party whose view of the thread is shown; null: all there is. */
  readonly onlyOf: CaseParty | null
  /** How many messages are not shown because of it. */
  readonly hidden: number
}

const look = (isOn: boolean): string =>
  clsx(
    'inline-flex h-6 min-w-0 items-center rounded-md px-2',
    isOn ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
  )

/** Where several parties have a part in a case: whose side of the conversation is shown. */
export function PartyFilter({ parties, onlyOf, hidden }: PartyFilterProps) {
  const showMessagesOf = useScreen((screen) => screen.showMessagesOf)
  const keys = useKeyLabel('thread.next-party')
  if (parties.length < 2) return null
  return (
    <div className="shrink-0 border-b border-line-soft px-3 py-1 text-sm">
      <fieldset aria-label={say('thread.filter')} className="flex min-w-0 items-center gap-1">
        <Users size={13} aria-hidden className="mx-1 shrink-0 text-ink-3" />
        <button
          type="button"
          aria-pressed={onlyOf === null}
          className={clsx(look(onlyOf === null), 'shrink-0')}
          onClick={() => showMessagesOf(null)}
        >
          {say('thread.everyone')}
        </button>
        {parties.map(({ id, name, kind }) => (
          <button
            key={id}
            type="button"
            aria-pressed={onlyOf?.id === id}
            title={name}
            className={look(onlyOf?.id === id)}
            onClick={() => showMessagesOf(id)}
          >
            <span dir="auto" className="truncate">
              {parties.filter((other) => other.kind === kind).length > 1 ? name : say(`party-kind.${kind}`)}
            </span>
          </button>
        ))}
        {keys !== undefined && (
          <span className="ml-auto hidden shrink-0 @lg:inline">
            <Kbd>{keys}</Kbd>
          </span>
        )}
      </fieldset>
      {onlyOf !== null && hidden > 0 && (
        <output className="block px-2 pb-0.5 text-ink-2">
          {say('thread.filtered', { name: onlyOf.name, n: hidden })}
        </output>
      )}
    </div>
  )
}
