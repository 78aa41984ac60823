import { useCallback, useEffect, useState } from 'react'
import { Desk } from './desk.tsx'
import { desktop } from './desktop/desktop.ts'
import { SignIn } from './features/sign-in/sign-in.tsx'
import { StartScreen } from './features/sign-in/start-screen.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { notify } from './ui/toast-store.ts'
import { openWorkspace } from './workspace/open-workspace.ts'
import { useScreen } from './workspace/screen-store.ts'
import { type Session, forgetSession, savedSession, signOut } from './workspace/session.ts'
import type { Workspace } from './workspace/workspace.ts'

/** Where the window stands between its start and the desk. */
type Stage =
  | { at: 'opening' }
  | { at: 'sign-in'; isAgain: boolean }
  | { at: 'other-window'; session: Session }
  | { at: 'failed'; trouble: string; session: Session | null }
  | { at: 'open'; session: Session; workspace: Workspace }

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const reload = (): void => window.location.reload()

interface About {
  serviceUrl: string
  version: string
}

function useAbout(onTrouble: (trouble: string) => void): About | null {
  const [about, setAbout] = useState<About | null>(null)
  useEffect(() => {
    desktop()
      .call('app.about')
      .then(setAbout, (error: unknown) => onTrouble(wordsOf(error)))
  }, [onTrouble])
  return about
}

/** Opens the workspace of a session and says how that went. */
async function open(session: Session, serviceUrl: string): Promise<Stage> {
  try {
    const opened = await openWorkspace(session, serviceUrl)
    if (opened.kind === 'other-window') return { at: 'other-window', session }
    return { at: 'open', session, workspace: opened.workspace }
  } catch (error) {
    return { at: 'failed', trouble: wordsOf(error), session }
  }
}

/** The whole window: who is there, then their desk. The only place that knows the desktop, the workspace and the features. */
export function App() {
  const [stage, setStage] = useState<Stage>(() =>
    savedSession() === null ? { at: 'sign-in', isAgain: false } : { at: 'opening' },
  )
  const fail = useCallback((trouble: string) => setStage({ at: 'failed', trouble, session: null }), [])
  const about = useAbout(fail)

  const start = useCallback(
    (session: Session) => {
      if (about === null) return
      setStage({ at: 'opening' })
      void open(session, about.serviceUrl).then(setStage)
    },
    [about],
  )

  useEffect(() => {
    const session = savedSession()
    if (about !== null && session !== null) void open(session, about.serviceUrl).then(setStage)
  }, [about])

  const leave = useCallback(
    async (isAgain: boolean) => {
      if (stage.at !== 'open' || about === null) return
      const { session, workspace } = stage
      setStage({ at: 'sign-in', isAgain })
      useScreen.getState().reset()
      await workspace.close()
      if (isAgain) return forgetSession()
      await signOut(about.serviceUrl, session)
    },
    [stage, about],
  )
  const quit = useCallback(
    (isAgain: boolean) => {
      leave(isAgain).catch((error: unknown) => notify(wordsOf(error), { tone: 'bad' }))
    },
    [leave],
  )

  if (stage.at === 'opening' || about === null) return <StartScreen kind="opening" />
  if (stage.at === 'failed') return <StartScreen kind="failed" trouble={stage.trouble} onAgain={reload} />
  if (stage.at === 'sign-in') {
    return <SignIn serviceUrl={about.serviceUrl} isAgain={stage.isAgain} onSignedIn={start} />
  }
  if (stage.at === 'other-window') {
    return <StartScreen kind="other-window" name={stage.session.agent.name} onAgain={() => start(stage.session)} />
  }
  return (
    <ErrorBoundary instead={(trouble) => <StartScreen kind="crashed" trouble={trouble} onAgain={reload} />}>
      <Desk
        key={stage.session.agent.id}
        workspace={stage.workspace}
        version={about.version}
        onSignOut={() => quit(false)}
        onSignInAgain={() => quit(true)}
        onReload={reload}
      />
    </ErrorBoundary>
  )
}
