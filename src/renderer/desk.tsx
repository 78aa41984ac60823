import { PanelRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Desk as CommandDesk } from './commands/define-command.ts'
import { prepareSearch } from './commands/shown-cases.ts'
import { CommandsContext } from './commands/use-commands.ts'
import { ContextDrawer } from './context-drawer.tsx'
import { deskPanes, narrowDesk, narrowNavigation } from './desk-panes.ts'
import { desktop } from './desktop/desktop.ts'
import { startWorker } from './desktop/start-worker.ts'
import { StatusPill } from './features/agent-status/status-pill.tsx'
import { Bar } from './features/bar/bar.tsx'
import { FailOverBanner } from './features/fail-over/fail-over-banner.tsx'
import { Inbox } from './features/inbox/inbox.tsx'
import { useUnseenWatch } from './features/inbox/use-unseen-watch.ts'
import { KeyHints } from './features/key-sheet/key-hints.tsx'
import { Navigation } from './features/navigation/navigation.tsx'
import { useAskedLinks } from './features/outside/use-asked-links.ts'
import { useNotices } from './features/outside/use-notices.ts'
import { MeMenu } from './features/settings/me-menu.tsx'
import { StartScreen } from './features/sign-in/start-screen.tsx'
import { useClockWatch } from './features/clocks/use-clock-watch.ts'
import { useWokenWatch } from './features/snooze/use-woken-watch.ts'
import { CacheLine } from './features/sync-status/cache-line.tsx'
import { EndedDialog } from './features/sync-status/ended-dialog.tsx'
import { KeepingBanner } from './features/sync-status/keeping-banner.tsx'
import { OfflineBanner } from './features/sync-status/offline-banner.tsx'
import { SyncPill } from './features/sync-status/sync-pill.tsx'
import { UpdateBanner } from './features/updates/update-banner.tsx'
import { useLeaveGuard } from './features/sync-status/use-leave-guard.ts'
import { CaseSide, ContextSide, Overlays } from './later-parts.tsx'
// oxlint-disable-next-line import/default -- the build makes the address of the worker
import sopWorker from './search/sop-search-worker.ts?worker&url'
import { SopSearch } from './search/sop-search.ts'
import type { DeviceSeal } from './sync/seal/device-seal.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { IconButton } from './ui/icon-button.tsx'
import { PaneLayout } from './ui/pane-layout.tsx'
import { notify } from './ui/toast-store.ts'
import { useMedia } from './ui/use-media.ts'
import { tell, useCommandDesk } from './use-command-desk.ts'
import { say } from './words/say.ts'
import { forgetArchive } from './workspace/archive-store.ts'
import { forgetBulk } from './workspace/bulk-store.ts'
import { keepPicture } from './workspace/desk-picture.ts'
import type { OwnPin } from './workspace/device-lock.ts'
import { OpenLinkContext } from './workspace/open-link.ts'
import { serviceClock } from './workspace/service-clock.ts'
import { policyValue } from './workspace/policy.ts'
import { spellFor } from './workspace/spell.ts'
import { type SaveFile, SaveFileContext } from './workspace/save-file.ts'
import { sopSearchSource } from './workspace/sop-search-source.ts'
import { useScreen } from './workspace/screen-store.ts'
import { useFirstView } from './workspace/use-first-view.ts'
import { useFocusTarget } from './workspace/use-focus-target.ts'
import { WorkspaceContext } from './workspace/use-rows.ts'
import { SuggesterContext } from './workspace/use-suggestions.ts'
import type { Workspace } from './workspace/workspace.ts'

interface DeskProps {
  workspace: Workspace
  /** Seals what is kept beside the workspace. */
  seal: DeviceSeal
  version: string
  /** Null where the site allows none. */
  pin: OwnPin | null
  onSignOut: () => void
  onLock: () => void
  onSignInAgain: () => void
  onReload: () => void
}

const openLink = (url: string): void => {
  const isLimited = url.startsWith('https:') && !policyValue('ExternalLinkHosts').includes('*')
  const failed = (): void =>
    notify(say(isLimited ? 'policy.link-refused' : 'bar.link-refused', { url }), { tone: 'bad' })
  desktop()
    .call('link.open', { url })
    .then(({ opened }) => !opened && failed(), failed)
}

const saveFile: SaveFile = async (name, blob) => {
  if (!policyValue('FileSavingAllowed')) {
    notify(say('policy.no-saving'), { tone: 'bad' })
    return false
  }
  try {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const { isSaved } = await desktop().call('file.save', { name, bytes })
    return isSaved
  } catch {
    notify(say('bar.not-saved', { name }), { tone: 'bad' })
    return false
  }
}

/** Keeps the number on the app's badge: what is mine, what came back to me, and what waits for my look. */
function useBadge(workspace: Workspace): void {
  useEffect(() => {
    let shown = -1
    const show = (): void => {
      const { lists } = workspace
      const count = lists.count('mine') + lists.count('returned-to-me') + lists.count('for-you')
      if (count === shown) return
      shown = count
      // A badge is a nicety: where the desktop has none, nothing is missing.
      desktop()
        .call('badge.set', { count })
        .catch(() => undefined)
    }
    show()
    const stop = workspace.subscribe(show)
    return () => {
      stop()
      // A desk that is locked, or nobody's, says nothing of its cases on the icon either.
      desktop()
        .call('badge.set', { count: 0 })
        .catch(() => undefined)
    }
  }, [workspace])
}

/** What one agent searched for and changed is nothing for the next one at this window. */
function useForgetting(): void {
  useEffect(
    () => () => {
      forgetBulk()
      forgetArchive()
    },
    [],
  )
}

/** Lets colleagues see which case is in front here. */
function useOpenCase({ colleagues }: Workspace): void {
  const caseId = useScreen((screen) => screen.caseId)
  useEffect(() => colleagues.open(caseId), [colleagues, caseId])
}

/** Tries the connection at once when the machine wakes up. */
function useWakeUp(workspace: Workspace): void {
  useEffect(
    () =>
      desktop().on('power.resumed', () => {
        serviceClock.resumed()
        workspace.retryNow()
      }),
    [workspace],
  )
}

const whenIdle = (work: () => void): void => void requestIdleCallback(work, { timeout: 2000 })

function useSopSearch(workspace: Workspace, { key }: DeviceSeal): SopSearch {
  const owner = { agentId: workspace.me.id, key }
  const insight = { source: workspace, ask: workspace.learnt }
  const [search] = useState(
    () =>
      new SopSearch(sopSearchSource(workspace, Date.now), {
        owner,
        start: () => startWorker(sopWorker),
        whenIdle,
        insight,
      }),
  )
  useEffect(() => () => search.close(), [search])
  return search
}

/** The case, where the keys go when one is opened. */
function CaseColumn({ children }: { children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useFocusTarget('desk', box)
  return (
    <section
      ref={box}
      aria-label={say('case.label')}
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col outline-none focus-visible:outline-none"
    >
      {children}
    </section>
  )
}

/** Keeps trouble in one pane from taking the others with it. */
function Guarded({ onReload, children }: { onReload: () => void; children: ReactNode }) {
  return (
    <ErrorBoundary instead={(trouble) => <StartScreen kind="crashed" trouble={trouble} onAgain={onReload} />}>
      {children}
    </ErrorBoundary>
  )
}

/** The frame of an agent's day: bar, lists, case, and what stands beside it. */
export function Desk({ workspace, seal, version, pin, onSignOut, onLock, onSignInAgain, onReload }: DeskProps) {
  const isNarrow = useMedia(narrowDesk)
  const isNavigationNarrow = useMedia(narrowNavigation)
  // Two cases beside one another take the room of what stands beside one.
  const isComparing = useScreen((screen) => screen.comparedId !== null)
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const commandDesk = useMemo(
    (): CommandDesk => ({
      tell,
      mayPin: pin !== null,
      reveal: () => setDrawerOpen(isNarrow),
      lock: onLock,
      signOut: onSignOut,
    }),
    [onSignOut, onLock, isNarrow, pin],
  )
  const commands = useCommandDesk(workspace, commandDesk)
  const search = useSopSearch(workspace, seal)
  useFirstView(workspace)
  useBadge(workspace)
  useEffect(() => keepPicture(workspace, seal), [workspace, seal])
  useWakeUp(workspace)
  useUnseenWatch(workspace)
  useLeaveGuard(workspace)
  useOpenCase(workspace)
  useWokenWatch(workspace)
  useClockWatch(workspace)
  useNotices(workspace)
  useAskedLinks(workspace)
  useForgetting()
  useEffect(() => spellFor(workspace.me), [workspace])
  useEffect(() => prepareSearch(workspace), [workspace])
  const context = (
    <Guarded onReload={onReload}>
      <SuggesterContext value={search}>
        <ContextSide search={search} />
      </SuggesterContext>
    </Guarded>
  )
  const { list, caseColumn, beside } = deskPanes({
    list: (
      <Guarded onReload={onReload}>
        <Inbox />
      </Guarded>
    ),
    caseColumn: (
      <CaseColumn>
        <Guarded onReload={onReload}>
          <CaseSide />
        </Guarded>
      </CaseColumn>
    ),
    beside: context,
  })
  return (
    <WorkspaceContext value={workspace}>
      <OpenLinkContext value={openLink}>
        <SaveFileContext value={saveFile}>
          <CommandsContext value={commands}>
            <div className="flex h-full flex-col">
              <Bar>
                <StatusPill />
                <SyncPill />
                <MeMenu />
                {isNarrow && (
                  <IconButton
                    label={say(isDrawerOpen ? 'bar.context-hide' : 'bar.context-show')}
                    aria-pressed={isDrawerOpen}
                    onClick={() => setDrawerOpen(!isDrawerOpen)}
                  >
                    <PanelRight size={16} aria-hidden />
                  </IconButton>
                )}
              </Bar>
              <OfflineBanner />
              <KeepingBanner />
              <FailOverBanner />
              <UpdateBanner />
              <div className="relative flex min-h-0 flex-1">
                <Navigation isNarrow={isNavigationNarrow} />
                <main className="flex min-h-0 min-w-0 flex-1">
                  <PaneLayout
                    key={isNarrow ? 'narrow' : 'wide'}
                    panes={isNarrow || isComparing ? [list, caseColumn] : [list, caseColumn, beside]}
                    rememberAs={workspace.me.role}
                    separatorLabel={say('common.resize')}
                  />
                  {isNarrow && (
                    <ContextDrawer isOpen={isDrawerOpen} onOpen={setDrawerOpen}>
                      {context}
                    </ContextDrawer>
                  )}
                </main>
              </div>
              <footer className="flex h-6 shrink-0 items-center justify-between gap-6 border-t border-line bg-pane px-3 text-xs text-ink-3">
                <KeyHints />
                <CacheLine />
              </footer>
            </div>
            <SuggesterContext value={search}>
              <Overlays version={version} pin={pin} />
            </SuggesterContext>
            <EndedDialog onSignIn={onSignInAgain} onReload={onReload} />
          </CommandsContext>
        </SaveFileContext>
      </OpenLinkContext>
    </WorkspaceContext>
  )
}
