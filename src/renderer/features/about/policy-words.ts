import type { PolicyEntry } from '#shared/policy/policy-report.ts'
import { type Theme, type Settings, themes } from '#renderer/workspace/settings-store.ts'
import { languageFor } from '#renderer/words/languages.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'

/** What the window has of itself that goes before what IT begins with. */
type Own = Pick<Settings, 'theme' | 'textSize' | 'language' | 'chosen' | 'locale'>

/** Which setting of the window begins as a policy says. */
const settingOf = { Theme: 'theme', TextSize: 'textSize', Language: 'language' } as const

/** An entry as it holds in this window: what the agent has chosen here goes before what IT begins with. */
export function asShown(entry: PolicyEntry, settings: Own): PolicyEntry {
  const { id } = entry
  if (id !== 'Theme' && id !== 'TextSize' && id !== 'Language') return entry
  const name = settingOf[id]
  if (!settings.chosen.includes(name)) return entry
  const value = String(settings[name])
  return { id, value: id === 'Language' && value === 'own' ? 'agent' : value, by: 'own', where: '' }
}

/** What somebody has decided stands before what is as usual. */
export const decidedFirst = (entries: readonly PolicyEntry[]): readonly PolicyEntry[] => [
  ...entries.filter(({ by }) => by !== 'usual'),
  ...entries.filter(({ by }) => by === 'usual'),
]

/** A value in the words of this language, or as IT wrote it where it is an address, a host or a key. */
export function valueWords({ id, value }: PolicyEntry, { locale }: Own): { words: string } | { written: string } {
  if (typeof value === 'boolean') return { words: say(value ? 'policy.yes' : 'policy.no') }
  if (id === 'CacheLimitMb' && value === 0) return { words: say('policy.no-limit') }
  if (typeof value === 'number') return { words: String(value) }
  if (value === '') return { words: say('policy.nothing') }
  if (Array.isArray(value)) {
    if (value.includes('*')) return { words: say('policy.everything') }
    return value.length === 0 ? { words: say('policy.nothing') } : { written: value.join(', ') }
  }
  if (id === 'Theme' && isTheme(value)) return { words: say(`theme.${value}`) }
  if (id === 'TextSize') return { words: say('text-size.percent', { n: Number(value) }) }
  if (id !== 'Language') return { written: value }
  if (value !== 'agent') return { words: nameOfLanguage(value) }
  return { words: say('language.agent', { language: nameOfLanguage(languageFor(locale)) }) }
}

const isTheme = (value: string): value is Theme => themes.some((theme) => theme === value)
