import { formatsNow } from './say.ts'

const known = new Map<string, string>()

/** A language by its tag as a reader of the screens knows it, e.g. `zh-Hans` is Simplified Chinese; the tag itself where it is unknown. */
export const nameOfLanguage = (tag: string): string => nameIn(formatsNow(), tag)

/** A language in its own words, as its speakers find it in a list: `ms` is Bahasa Melayu. */
export const ownNameOf = (tag: string): string => nameIn(tag, tag)

function nameIn(locale: string, tag: string): string {
  const key = `${locale} ${tag}`
  const name = known.get(key) ?? nameOrTag(locale, tag)
  known.set(key, name)
  return name
}

function nameOrTag(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(tag) ?? tag
  } catch {
    // Some sources write tags that are none: shown as they stand.
    return tag
  }
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'ug', 'ur', 'yi'])

/** In which direction a language is written, by its tag. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  rightToLeft.has(tag.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr'
