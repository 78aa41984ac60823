import type { ReactNode } from 'react'
import { foldText, matchRank } from './match-rank.ts'

/** One thing to pick. */
export interface PickItem {
  id: string
  label: string
  /** Said after the label in a quiet tone. */
  detail?: string | undefined
  /** Items of one group stand together under its name. */
  group?: string | undefined
  /** More words it is found by, never shown. */
  search?: string | undefined
  keys?: string | undefined
  icon?: ReactNode
  /** Why it cannot be picked now; shown in place of the detail. */
  unavailable?: string | undefined
}

/** A line of the list: the name of a group, or an item with its place among the items. */
export type PickEntry =
  | { kind: 'group'; id: string; label: string }
  | { kind: 'item'; id: string; item: PickItem; index: number }

/** The items that fit the query, the best first; in their own order where they fit alike. */
export function fittingItems(items: readonly PickItem[], query: string): readonly PickItem[] {
  const wanted = foldText(query.trim())
  if (wanted === '') return items
  return items
    .flatMap((item) => {
      const own = matchRank(wanted, foldText(item.label))
      const other = matchRank(wanted, foldText(`${item.detail ?? ''} ${item.search ?? ''}`))
      // Words that are not the name count, but after every name that fits as well.
      const rank = Math.min(own ?? Infinity, other === null || other >= 3 ? Infinity : other + 2.5)
      return rank === Infinity ? [] : [{ item, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** The lines of the list. Groups come in the order of their best item. */
export function pickEntries(items: readonly PickItem[]): PickEntry[] {
  const groups = new Map<string, PickItem[]>()
  for (const item of items) {
    const list = groups.get(item.group ?? '')
    if (list === undefined) groups.set(item.group ?? '', [item])
    else list.push(item)
  }
  const entries: PickEntry[] = []
  let index = 0
  for (const [label, list] of groups) {
    if (label !== '') entries.push({ kind: 'group', id: `group ${label}`, label })
    for (const item of list) entries.push({ kind: 'item', id: item.id, item, index: index++ })
  }
  return entries
}
