import { useCallback, useEffect, useState } from 'react'
import { type About, type Opened, type Start, open } from './begin-start.ts'
import { Desk } from './desk.tsx'
import { SignIn } from './features/sign-in/sign-in.tsx'
import { StartScreen } from './features/sign-in/start-screen.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { notify } from './ui/toast-store.ts'
import { useScreen } from './workspace/screen-store.ts'
import { type Session, forgetSession } from './workspace/saved-session.ts'
import { signOut } from './workspace/session.ts'
import { wordsOf } from './words-of.ts'

/** Where the window stands between its start and the desk. */
type Stage =
  | { at: 'opening' }
  | { at: 'sign-in'; isAgain: boolean }
  | { at: 'failed'; trouble: string; session: Session | null }
  | Opened

const reload = (): void => window.location.reload()

/** The whole window: who is there, then their desk. The only place that knows the desktop, the workspace and the features. */
export function App({ begun }: { begun: Start }) {
  const [stage, setStage] = useState<Stage>(() =>
    begun.opened === null ? { at: 'sign-in', isAgain: false } : { at: 'opening' },
  )
  const [about, setAbout] = useState<About | null>(null)

  useEffect(() => {
    const fail = (error: unknown): void => setStage({ at: 'failed', trouble: wordsOf(error), session: null })
    begun.about.then(setAbout, fail)
    begun.opened?.then(setStage, fail)
  }, [begun])

  const start = useCallback(
    (session: Session) => {
      if (about === null) return
      setStage({ at: 'opening' })
      void open(session, about.serviceUrl).then(setStage)
    },
    [about],
  )

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
