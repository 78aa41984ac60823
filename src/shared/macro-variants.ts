import type { MacroContent } from './domain/macro.ts'

/** `zh-Hant-TW` into its language, script and region; parts that are not there are empty. */
const partsOf = (tag: string): { language: string; script: string } => {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  return { language, script: rest.find((part) => part.length === 4) ?? '' }
}

/** Whether a text in `tag` reads as the language asked for: `zh` takes any Chinese, `zh-Hans` not the traditional one. */
export function isOfLanguage(tag: string, asked: string): boolean {
  const [a, b] = [partsOf(tag), partsOf(asked)]
  return a.language === b.language && (a.script === '' || b.script === '' || a.script === b.script)
}

/** How well a text in `has` serves somebody who reads `wanted`: 0 exactly, 1 the same script, 2 the same language, null not. */
function fitOf(has: string, wanted: string): number | null {
  if (has.toLowerCase() === wanted.toLowerCase()) return 0
  const [a, b] = [partsOf(has), partsOf(wanted)]
  if (!isOfLanguage(has, wanted)) return null
  return a.script === b.script ? 1 : 2
}

/** Why a macro is written in this language. */
export type VariantWhy = 'party' | 'case' | 'chosen' | 'none-fits' | 'only'

export interface ChosenVariant {
  /** Null: the macro's own text, whose language nobody has said. */
  readonly locale: string | null
  readonly template: string
  readonly why: VariantWhy
  /** What the party reads, where that is known. */
  readonly wanted: string | null
}

/** What a macro can be written in. */
export const variantsOf = (macro: Pick<MacroContent, 'locale' | 'template' | 'variants'>) => [
  { locale: macro.locale, template: macro.template },
  ...(macro.variants ?? []).map(({ locale, template }) => ({ locale, template })),
]

function bestFor(
  all: ReturnType<typeof variantsOf>,
  wanted: string | null,
): { locale: string | null; template: string } | null {
  if (wanted === null) return null
  const fitting = all.flatMap((one) => {
    const fit = one.locale === null ? null : fitOf(one.locale, wanted)
    return fit === null ? [] : [{ one, fit }]
  })
  return fitting.sort((a, b) => a.fit - b.fit)[0]?.one ?? null
}

/**
 * The text to use: in the language that the agent chose, else in the party's, else in the case's, else the macro's own. `chosen` is one of
 * the macro's locales.
 */
export function chooseVariant(
  macro: Pick<MacroContent, 'locale' | 'template' | 'variants'>,
  of: { readonly party: string | null; readonly case: string | null },
  chosen: string | null = null,
): ChosenVariant {
  const all = variantsOf(macro)
  const wanted = of.party ?? of.case
  const picked = chosen === null ? undefined : all.find(({ locale }) => locale === chosen)
  if (picked !== undefined) return { ...picked, why: 'chosen', wanted }
  const own = { locale: macro.locale, template: macro.template }
  if (all.length === 1) return { ...own, why: 'only', wanted }
  const forParty = bestFor(all, of.party)
  if (forParty !== null) return { ...forParty, why: 'party', wanted }
  const forCase = bestFor(all, of.case)
  if (forCase !== null) return { ...forCase, why: 'case', wanted }
  return { ...own, why: 'none-fits', wanted }
}
