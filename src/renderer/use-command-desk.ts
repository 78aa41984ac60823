import { useEffect, useMemo } from 'react'
import { allCommands, commandById } from './commands/all-commands.ts'
import type { Command, CommandContext, Desk } from './commands/define-command.ts'
import { KeyDispatcher, isWriting } from './commands/dispatch-key.ts'
import type { Commands } from './commands/use-commands.ts'
import { desktop } from './desktop/desktop.ts'
import { isCaseSideShown } from './later-parts.tsx'
import { RecentCommands } from './recent-commands.ts'
import { notify } from './ui/toast-store.ts'
import { takeTypedAhead, typeAhead } from './ui/typed-ahead.ts'
import { say } from './words/say.ts'
import { type FocusTarget, type Overlay, useScreen } from './workspace/screen-store.ts'
import { useSettings } from './workspace/settings-store.ts'
import { isFocusAwaited } from './workspace/use-focus-target.ts'
import type { Workspace } from './workspace/workspace.ts'

const covers = '[role=dialog],[role=alertdialog],[role=menu]'

/** Shows what a command has to say. */
export const tell: Desk['tell'] = (words, { tone, undo } = {}) =>
  notify(words, {
    ...(tone === undefined ? {} : { tone }),
    ...(undo === undefined ? {} : { action: { label: say('common.undo'), run: undo } }),
  })

const nothing: ReadonlySet<string> = new Set()

function contextOf(workspace: Workspace, desk: Desk): CommandContext {
  const screen = useScreen.getState()
  const inList = document.activeElement?.closest('[data-area=list]') ?? null
  const { caseId, cursorId } = screen
  const pointedId = inList !== null ? (cursorId ?? caseId) : (caseId ?? cursorId)
  const row = (id: string | null): CommandContext['open'] => (id === null ? undefined : workspace.get('cases', id))
  const selected = inList === null ? nothing : screen.selected
  return { workspace, screen, desk, open: row(caseId), pointed: row(pointedId), selected }
}

/** The commands of an open desk: given by features, by keys and by the application menu. */
export function useCommandDesk(workspace: Workspace, desk: Desk): Commands {
  const commands = useMemo((): Commands => {
    const recent = new RecentCommands()
    const contextNow = (): CommandContext => contextOf(workspace, desk)
    const run = (command: Command, context = contextNow()): void => {
      const why = command.unavailable(context)
      if (why !== null) return tell(say(why))
      if (command.group !== 'list' && command.id !== 'palette.open') recent.used(command.id)
      command.run(context)
    }
    return { contextNow, run, recent: () => recent.ids }
  }, [workspace, desk])
  useKeys(commands)
  useKeysAhead()
  useEffect(
    () =>
      desktop().on('menu.command', ({ commandId }) => {
        const command = commandById(commandId)
        if (command !== undefined) commands.run(command)
      }),
    [commands],
  )
  return commands
}

const textKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || /^(Backspace|Enter|Arrow\w+|Home|End|Page\w+)$/.test(key))

const searches: ReadonlySet<FocusTarget> = new Set(['sop-search'])
const writes: ReadonlySet<FocusTarget> = new Set(['composer', ...searches])

/** In a field that is coming there is nothing yet to select; in the list it would be every case. */
const selectsAll = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'a'

/** Whether something that was asked for has the keys already, though it is not on the screen yet. */
function isComing(overlay: Overlay | null): boolean {
  if (overlay !== null) return document.querySelector(covers) === null
  // The search always comes, wherever it stood hidden; a place to write does not where no case is open.
  return isFocusAwaited(searches) || (!isCaseSideShown() && isFocusAwaited(writes))
}

/** What lies over the desk, the place to write and the search for SOPs have the keys from the moment they were asked for, though their code may still be coming: nothing else hears them. */
function useKeysAhead(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { overlay, show, focusOn } = useScreen.getState()
      if (event.isComposing || !isComing(overlay)) return
      if (event.key === 'Escape' && overlay === null) focusOn('list')
      else if (event.key === 'Escape') show(null)
      else if (textKey(event)) typeAhead(event.key)
      else if (!selectsAll(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    const stop = useScreen.subscribe(({ overlay, focus }, before) => {
      // What was typed for one is not for the next.
      const isSame = focus === before.focus || (focus.target === before.focus.target && writes.has(focus.target))
      if (overlay !== before.overlay || !isSame) takeTypedAhead()
    })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      stop()
    }
  }, [])
}

function useKeys(commands: Commands): void {
  const keys = useSettings((settings) => settings.keys)
  useEffect(() => {
    const dispatcher = new KeyDispatcher(allCommands, keys)
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event
      const isCovered =
        useScreen.getState().overlay !== null || (target instanceof Element && target.closest(covers) !== null)
      const found = dispatcher.find({ event, isWriting: isWriting(target), isCovered })
      if (found === null) return
      event.preventDefault()
      if (found !== 'begun') commands.run(found)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [commands, keys])
}
