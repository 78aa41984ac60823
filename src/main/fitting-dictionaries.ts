const languageOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** Where a language has several and none is of the region asked for. English in the Philippines is spelt as in the United States. */
const usualRegion: { readonly [tag: string]: string } = { en: 'en-GB', 'en-PH': 'en-US', 'en-ID': 'en-US' }

/**
 * The dictionaries for texts in these languages, each once, in their order: that of the region, else the usual one of the language, else the
 * first of it. Languages without one (such as Thai, which has no spaces between words) are left out. Tags as of BCP 47.
 */
export function fittingDictionaries(wanted: readonly string[], available: readonly string[]): string[] {
  const fitting = (tag: string): string | undefined => {
    const language = languageOf(tag)
    const named = (name: string | undefined) => available.find((one) => one.toLowerCase() === name?.toLowerCase())
    // A language alone may stand in the list as well, and says nothing of how it is spelt.
    const exact = tag === language && language in usualRegion ? undefined : named(tag)
    return (
      exact ?? named(usualRegion[tag] ?? usualRegion[language]) ?? available.find((one) => languageOf(one) === language)
    )
  }
  return [...new Set(wanted.flatMap((tag) => fitting(tag) ?? []))]
}
