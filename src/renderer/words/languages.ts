/** The languages of the agent screens, by their tags. Each but English is a catalogue of its own in `catalogues`. */
export const languages = ['en', 'ms', 'id', 'th', 'vi', 'zh-Hans', 'fil'] as const
export type Language = (typeof languages)[number]

/** English made longer, accented and bracketed, so that tests find what is not in the catalogue and what has no room. No setting offers it. */
export const pseudoLanguage = 'en-XA'
/** What the texts can be in. */
export type Tongue = Language | typeof pseudoLanguage

/** Other tags by which some of them go. */
const alsoKnownAs: { readonly [subtag: string]: Language } = { tl: 'fil', in: 'id', zh: 'zh-Hans' }

/** The language in which a person with this locale reads the screens, e.g. `ms-MY` Malay; English where theirs is none of them. */
export function languageFor(locale: string): Language {
  const subtag = locale.split(/[-_]/)[0]?.toLowerCase() ?? ''
  return languages.find((language) => language === subtag) ?? alsoKnownAs[subtag] ?? 'en'
}

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    // Sources write tags that are none, such as en_US.
    return false
  }
}

/** How dates and numbers are written: as in the person's own locale where that is of this language, else as is usual in the language. */
export function formatsFor(tongue: Tongue, locale: string): string {
  if (tongue === pseudoLanguage) return 'en'
  return isLocale(locale) && languageFor(locale) === tongue ? locale : tongue
}
