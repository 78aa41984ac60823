const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
const own = new Map<string, string>()

/** A language by its tag as an English reader knows it, e.g. `zh-Hans` is Simplified Chinese; the tag itself where it is unknown. */
export function nameOfLanguage(tag: string): string {
  const known = own.get(tag)
  if (known !== undefined) return known
  const name = nameOrTag(tag)
  own.set(tag, name)
  return name
}

function nameOrTag(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    // Some sources write tags that are none: shown as they stand.
    return tag
  }
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'ug', 'ur', 'yi'])

/** In which direction a language is written, by its tag. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  rightToLeft.has(tag.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr'
