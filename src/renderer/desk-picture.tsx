import { useMemo } from 'react'
import { BarLine } from './features/bar/bar.tsx'
import { ListPicture } from './features/inbox/list-picture.tsx'
import { KeyHints } from './features/key-sheet/key-hints.tsx'
import { NavigationColumn, navigationEntries } from './features/navigation/navigation.tsx'
import { deskPanes, narrowDesk, narrowNavigation } from './desk-panes.ts'
import { PaneLayout } from './ui/pane-layout.tsx'
import { useMedia } from './ui/use-media.ts'
import { say } from './words/say.ts'
import type { DeskPicture as Picture } from './workspace/desk-picture.ts'

const nothing = (): void => undefined

/**
 * The desk of last time, in the places where the desk will be, so that nothing jumps. It is inert: no key and no click reaches anything in
 * it, and what is typed before the desk is there does nothing.
 */
export function DeskPicture({ picture }: { picture: Picture }) {
  const isNarrow = useMedia(narrowDesk)
  const isNavigationNarrow = useMedia(narrowNavigation)
  const entries = useMemo(
    () => navigationEntries({ ...picture.lists, savedCount: (view) => picture.lists.count(view) }),
    [picture],
  )
  const { list, caseColumn, beside } = deskPanes({
    list: <ListPicture picture={picture} />,
    caseColumn: null,
    beside: null,
  })
  return (
    <div inert aria-busy className="flex h-full flex-col">
      <BarLine
        place={picture.place}
        search={<div className="h-7 min-w-36 flex-[0_1_26rem] rounded-md border border-line bg-bg" />}
      >
        <output className="text-sm text-ink-3">{say('start.opening')}</output>
      </BarLine>
      <div className="relative flex min-h-0 flex-1">
        <NavigationColumn
          entries={entries}
          view={picture.view}
          isNarrow={isNavigationNarrow}
          onSelect={nothing}
          onSops={nothing}
        />
        <main className="flex min-h-0 min-w-0 flex-1">
          <PaneLayout
            key={isNarrow ? 'narrow' : 'wide'}
            panes={isNarrow ? [list, caseColumn] : [list, caseColumn, beside]}
            rememberAs={picture.role}
            separatorLabel={say('common.resize')}
          />
        </main>
      </div>
      <footer className="flex h-6 shrink-0 items-center justify-between gap-6 border-t border-line bg-pane px-3 text-xs text-ink-3">
        <KeyHints />
      </footer>
    </div>
  )
}
