import { Folder, FolderUp } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { MacroSource } from '#shared/applied-macro.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { say } from '#renderer/words/say.ts'
import { favouriteMacros } from '#renderer/workspace/favourite-macros.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { browseMacros, folderAbove, folderOf } from './browse-macros.ts'
import { rankMacros } from './rank-macros.ts'
import { ownUses, recentMacros } from './recent-macros.ts'
import { type OpenCase, sourceOf, sourceOfVersion, useActiveMacros, useTriedVersions, whyNot } from './use-macros.ts'
import { useSuggestedMacros } from './use-suggested-macros.ts'

type Macro = Row<'macros'>
type Version = Row<'macroVersions'>

const recentShown = 5
const suggested = 5
const versionMark = 'version '
const folderMark = 'folder '

/** The macro or the version that an item stands for; null for a folder. */
export function sourceOfItem(workspace: Pick<Workspace, 'get'>, { id }: PickItem): MacroSource | null {
  if (id.startsWith(folderMark)) return null
  if (id.startsWith(versionMark)) {
    const version = workspace.get('macroVersions', id.slice(versionMark.length))
    return version === undefined ? null : sourceOfVersion(version)
  }
  const macro = workspace.get('macros', id)
  return macro === undefined ? null : sourceOf(macro)
}

/** Whether it is a version that is not in force. */
export const isTriedVersion = ({ id }: PickItem): boolean => id.startsWith(versionMark)

/** What is searched for once a folder is picked; null for everything else. */
export const folderPath = ({ id }: PickItem): string | null =>
  id.startsWith(folderMark) ? id.slice(folderMark.length) : null

const versionItem = ({ id, number, content, authorName }: Version): PickItem => ({
  id: `${versionMark}${id}`,
  label: macroPath(content.title).name,
  detail: say('macro.draft-by', { number, name: authorName }),
  group: say('macro.to-try'),
})

/** A folder and the way out of one. */
function folderItems(macros: readonly Macro[], folder: string): PickItem[] {
  const { folders } = browseMacros(macros, folder)
  const up: PickItem = {
    id: `${folderMark}${folderAbove(folder)}`,
    label: say('macro.folder-up'),
    icon: <FolderUp size={14} aria-hidden />,
    group: say('macro.folders'),
  }
  return [
    ...folders.map(({ path, name, count }): PickItem => ({
      id: `${folderMark}${path}`,
      label: name,
      detail: say('macro.folder-count', { n: count }),
      icon: <Folder size={14} aria-hidden />,
      group: say('macro.folders'),
    })),
    ...(folder === '' ? [] : [up]),
  ]
}

/** What the list shows before anything is searched for: the best for the case, those used lately, folders, what has none, drafts. */
interface Lists {
  readonly macros: readonly Macro[]
  readonly versions: readonly Version[]
  readonly best: readonly PickItem[]
  readonly recent: readonly string[]
  readonly own: ReadonlyMap<string, number>
}

function atTheTop(
  { macros, versions, best, recent, own }: Lists,
  item: (macro: Macro, set?: Partial<PickItem>) => PickItem,
) {
  const isBest = new Set(best.map(({ id }) => id))
  const others = rankMacros(macros, '', recent, own).filter(({ id }) => !isBest.has(id))
  const used = others.filter(({ id }) => recent.slice(0, recentShown + suggested).includes(id)).slice(0, recentShown)
  const isUsed = new Set(used.map(({ id }) => id))
  const loose = browseMacros(others, '').here.filter(({ id }) => !isUsed.has(id))
  return [
    ...best,
    ...used.map((macro) => item(macro, { group: say('macro.recent') })),
    ...folderItems(macros, ''),
    ...loose.map((macro) => item(macro, { detail: undefined, group: say('macro.no-folder') })),
    ...versions.map(versionItem),
  ]
}

/** Those that fit the open case best, with the reason. What cannot be applied here is found by searching for it, and not suggested. */
function useBest(open: OpenCase | null, recent: readonly string[]) {
  const found = useSuggestedMacros(open?.row, recent.join(' '), suggested * 2)
  return useMemo(
    () =>
      found
        .filter(
          ({ macro }) => (macro.conditions ?? []).length === 0 || open?.prepare(sourceOf(macro))?.failed.length === 0,
        )
        .slice(0, suggested),
    [found, open],
  )
}

/** The items of the list of macros for what was typed: folders with `::`, else a search. */
export function useMacroItems(open: OpenCase | null): (query: string) => PickItem[] {
  const workspace = useWorkspace()
  const macros = useActiveMacros()
  const versions = useTriedVersions()
  const [recent] = useState(() => recentMacros(workspace.me.id))
  const [own] = useState(() => ownUses(workspace.me.id))
  const suggestions = useBest(open, recent)
  const favourites = useRows(['ownSettings'], favouriteMacros)
  return useCallback(
    (query: string): PickItem[] => {
      const item = (macro: Macro, set: Partial<PickItem> = {}): PickItem => {
        const { folders, name } = macroPath(macro.title)
        const digit = favourites.indexOf(macro.id) + 1
        const prepared = (macro.conditions ?? []).length === 0 ? null : (open?.prepare(sourceOf(macro)) ?? null)
        const why = prepared === null ? null : whyNot(workspace, prepared)
        return {
          id: macro.id,
          label: name,
          detail: folders.join(' › '),
          ...(digit === 0 ? {} : { keys: say('macro.favourite-keys', { digit }) }),
          ...set,
          ...(why === null ? {} : { unavailable: why }),
        }
      }
      const { folder, asked } = folderOf(query)
      if (folder === '' && asked.trim() === '') {
        const best = suggestions.map(({ macro, why }) =>
          item(macro, {
            detail: why,
            group: say('macro.best'),
          }),
        )
        return atTheTop({ macros, versions, best, recent, own }, item)
      }
      const inFolder = folder === '' ? macros : browseMacros(macros, folder).below
      if (asked.trim() !== '') {
        const found = versions.filter(({ content }) => content.title.toLowerCase().includes(asked.trim().toLowerCase()))
        return [...rankMacros(inFolder, asked, recent, own).map((macro) => item(macro)), ...found.map(versionItem)]
      }
      const { here } = browseMacros(macros, folder)
      const group = folder.split('::').slice(0, -1).join(' › ')
      return [
        ...rankMacros(here, '', recent, own).map((macro) => item(macro, { detail: undefined, group })),
        ...folderItems(macros, folder),
      ]
    },
    [workspace, macros, versions, recent, own, suggestions, favourites, open],
  )
}
