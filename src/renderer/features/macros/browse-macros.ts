import { macroPath } from '#shared/domain/macro.ts'
import { foldText } from '#renderer/ui/match-rank.ts'

/** A folder among macros. `path` as it is typed, with `::` at its end. */
export interface MacroFolder {
  readonly path: string
  readonly name: string
  /** How many macros are in it and below it. */
  readonly count: number
}

/** What is in one folder. */
export interface Browsed<M> {
  readonly folders: readonly MacroFolder[]
  /** Those that lie in the folder itself. */
  readonly here: readonly M[]
  /** Those in the folder and below it. */
  readonly below: readonly M[]
}

/** A query as it is typed, e.g. `Returns::Late::lab`, as the folder and what is looked for in it. */
export function folderOf(query: string): { readonly folder: string; readonly asked: string } {
  const at = query.lastIndexOf('::')
  return at === -1 ? { folder: '', asked: query } : { folder: query.slice(0, at + 2), asked: query.slice(at + 2) }
}

/** The folder above one, e.g. `A::B::` lies in `A::`; an empty text at the top. */
export const folderAbove = (folder: string): string => folderOf(folder.slice(0, -2)).folder

const isIn = (folders: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((name, depth) => foldText(folders[depth] ?? '').trim() === name)

/** What lies in a folder, given as it is typed; folders by name, macros as they came. */
export function browseMacros<M extends { readonly title: string }>(macros: readonly M[], folder: string): Browsed<M> {
  const wanted = folder
    .split('::')
    .slice(0, -1)
    .map((name) => foldText(name).trim())
  const counts = new Map<string, number>()
  const here: M[] = []
  const below: M[] = []
  for (const macro of macros) {
    const { folders } = macroPath(macro.title)
    if (!isIn(folders, wanted)) continue
    below.push(macro)
    const next = folders[wanted.length]
    if (next === undefined) here.push(macro)
    else counts.set(next, (counts.get(next) ?? 0) + 1)
  }
  const folders = [...counts]
    .map(([name, count]) => ({ path: `${folder}${name}::`, name, count }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return { folders, here, below }
}
