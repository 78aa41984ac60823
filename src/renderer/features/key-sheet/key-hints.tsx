import { commandById } from '#renderer/commands/all-commands.ts'
import { firstKeyLabel } from '#renderer/commands/command-keys.ts'
import { isMac } from '#renderer/commands/use-commands.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { type WordKey, say } from '#renderer/words/say.ts'

const hints: readonly { ids: readonly string[]; words: WordKey }[] = [
  { ids: ['list.next', 'list.previous'], words: 'hints.next' },
  { ids: ['list.open'], words: 'hints.open' },
  { ids: ['write.reply'], words: 'hints.reply' },
  { ids: ['write.macro'], words: 'hints.macro' },
  { ids: ['escalation.escalate'], words: 'hints.escalate' },
  { ids: ['palette.open'], words: 'hints.commands' },
  { ids: ['shortcuts.show'], words: 'hints.all' },
]

/** The few keys that carry the day, at the foot of the window. */
export function KeyHints() {
  const settings = useSettings((all) => all.keys)
  return (
    <p className="flex min-w-0 gap-4 overflow-hidden whitespace-nowrap">
      {hints.map(({ ids, words }) => {
        const keys = ids.flatMap((id) => {
          const command = commandById(id)
          return command === undefined ? [] : (firstKeyLabel(command, settings, isMac) ?? [])
        })
        if (keys.length === 0) return null
        return (
          <span key={words}>
            <span className="font-medium text-ink-2">{keys.join(' / ')}</span> {say(words)}
          </span>
        )
      })}
    </p>
  )
}
