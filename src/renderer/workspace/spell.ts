import type { Agent } from '#shared/domain/agent.ts'
import { desktop } from '#renderer/desktop/desktop.ts'

/** The languages that an agent answers in, each as it is spelt in their first market where they do not say; and English, which every desk is run in. */
export function spellingLanguages({
  locale,
  languages = [],
  markets,
}: Pick<Agent, 'locale' | 'languages' | 'markets'>): string[] {
  const market = markets.find((one) => /^[A-Z]{2}$/.test(one))
  const spelt = [locale, ...languages].map((tag) =>
    tag.includes('-') || market === undefined ? tag : `${tag}-${market}`,
  )
  const hasEnglish = spelt.some((tag) => /^en\b/i.test(tag))
  return [...new Set([...spelt.slice(0, 9), ...(hasEnglish ? [] : ['en'])])]
}

/** Has texts checked in the languages of this agent. */
export function spellFor(agent: Agent): void {
  desktop()
    .call('spelling.languages', { languages: spellingLanguages(agent) })
    // A text that is not checked is a text all the same.
    .catch((error: unknown) => reportError(error))
}
