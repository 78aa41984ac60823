import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { foldText } from '#renderer/ui/match-rank.ts'

type Macro = Row<'macros'>

interface Folded {
  readonly name: string
  readonly path: string
  readonly text: string
}

// Folding a thousand texts takes longer than a key press may; a row that changes is another object.
const folds = new WeakMap<Macro, Folded>()

function foldOf(macro: Macro): Folded {
  const known = folds.get(macro)
  if (known !== undefined) return known
  const { folders, name } = macroPath(macro.title)
  const fold = { name: foldText(name), path: foldText(folders.join(' ')), text: foldText(macro.template) }
  folds.set(macro, fold)
  return fold
}

const hasWord = (text: string, word: string): boolean =>
  text.startsWith(word) || text.includes(` ${word}`) || (text.includes(word) && !/^[\p{Script=Latin}\d]/u.test(word))

/** How well a macro fits: 0 its name begins so, 1 every word is in its name, 2 in name and folders, 3 in its text; null: not at all. */
function fitOf(macro: Macro, asked: string, words: readonly string[]): number | null {
  const { name, path, text } = foldOf(macro)
  if (name.startsWith(asked)) return 0
  if (words.every((word) => hasWord(name, word))) return 1
  if (words.every((word) => hasWord(name, word) || hasWord(path, word))) return 2
  return words.every((word) => name.includes(word) || path.includes(word) || text.includes(word)) ? 3 : null
}

const noUses: ReadonlyMap<string, number> = new Map()

/** Among macros that fit alike: those this agent used lately, then those they use most, then those used most by all, then by title. */
const byUse =
  (recent: readonly string[], own: ReadonlyMap<string, number>) =>
  (a: Macro, b: Macro): number => {
    const placeOf = ({ id }: Macro): number => (recent.includes(id) ? recent.indexOf(id) : recent.length)
    const usesOf = ({ id }: Macro): number => own.get(id) ?? 0
    return (
      placeOf(a) - placeOf(b) || usesOf(b) - usesOf(a) || b.usageCount - a.usageCount || a.title.localeCompare(b.title)
    )
  }

/** The macros that fit a query, best first; all of them for an empty one. `recent`: ids, the latest first; `own`: how often this agent used each. */
export function rankMacros(
  macros: readonly Macro[],
  query: string,
  recent: readonly string[],
  own: ReadonlyMap<string, number> = noUses,
): Macro[] {
  const asked = foldText(query.trim())
  const order = byUse(recent, own)
  const words = asked.split(/\s+/).filter((word) => word !== '')
  return macros
    .flatMap((macro) => {
      const fit = words.length === 0 ? 0 : fitOf(macro, asked, words)
      return fit === null ? [] : [{ macro, fit }]
    })
    .sort((a, b) => a.fit - b.fit || order(a.macro, b.macro))
    .map(({ macro }) => macro)
}
