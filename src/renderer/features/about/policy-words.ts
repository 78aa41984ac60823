import type { PolicyEntry } from '#shared/policy/policy-report.ts'
import type { Settings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

/** Which setting of the window begins as a policy says. */
const settingOf = { Theme: 'theme', TextSize: 'textSize', Language: 'language' } as const

/** An entry as it holds in this window: what the agent has chosen here goes before what IT begins with. */
export function asShown(
  entry: PolicyEntry,
  settings: Pick<Settings, 'theme' | 'textSize' | 'language' | 'chosen'>,
): PolicyEntry {
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

/** A value in words; what IT writes by letters stays as it is. */
export function valueWords({ value }: Pick<PolicyEntry, 'value'>): string {
  if (typeof value === 'boolean') return say(value ? 'policy.yes' : 'policy.no')
  if (!Array.isArray(value)) return String(value)
  if (value.includes('*')) return say('policy.everything')
  return value.length === 0 ? say('policy.nothing') : value.join(', ')
}
