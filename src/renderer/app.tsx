import { useState } from 'react'
import type { Start } from './begin-start.ts'
import { DeskPicture } from './desk-picture.tsx'
import { ChoosePin } from './features/sign-in/choose-pin.tsx'
import { SignIn } from './features/sign-in/sign-in.tsx'
import { StartScreen } from './features/sign-in/start-screen.tsx'
import { Unlock } from './features/sign-in/unlock.tsx'
import { Locking } from './locking.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Watermark } from './features/watermark/watermark.tsx'
import { useStage } from './use-stage.ts'
import { useSpoken } from './words/speak.ts'
import type { OwnPin } from './workspace/device-lock.ts'
import { policyValue } from './workspace/policy.ts'

const reload = (): void => window.location.reload()

/** The whole window: who is there, then their desk. The only place that knows the desktop, the workspace and the features. */
export function App({ begun }: { begun: Start }) {
  const { stage, about, moves } = useStage(begun)
  const spoken = useSpoken()
  const [answered, setAnswered] = useState<OwnPin | null>(null)

  if (stage.at === 'failed') return <StartScreen kind="failed" trouble={stage.trouble} onAgain={reload} />
  if (stage.at === 'opening' && stage.picture !== null) {
    return (
      <>
        {policyValue('Watermark') && <Watermark name={stage.picture.meName} />}
        <DeskPicture picture={stage.picture} />
      </>
    )
  }
  if (stage.at === 'opening' || about === null) return <StartScreen kind="opening" />
  switch (stage.at) {
    case 'locking':
      return <Locking workspace={stage.workspace} isHeld={stage.isHeld} />
    case 'sign-in':
      return (
        <SignIn
          serviceUrl={about.serviceUrl}
          isAgain={stage.isAgain}
          trouble={stage.trouble}
          onSignedIn={moves.signedIn}
        />
      )
    case 'locked':
      return (
        <Unlock
          lock={stage.lock}
          standing={stage.standing}
          by={stage.by}
          onAnswered={moves.answered}
          onUnlocked={moves.unlocked}
          onKeyLost={() => moves.keyLost(stage.lock)}
          onSignIn={moves.signInInstead}
        />
      )
    case 'key-lost':
      return <StartScreen kind="key-lost" onAgain={reload} onAnew={() => moves.startAnew(stage.lock)} />
    case 'refused':
      return <StartScreen kind="refused" sentence={stage.sentence} onAgain={moves.signInInstead} />
    case 'wiped':
    case 'account-closed':
      return <StartScreen kind={stage.at} onAgain={moves.signInInstead} />
    case 'open': {
      const { unlocked, workspace, Desk } = stage
      const { pin, seal, session } = unlocked
      // The workspace is open and fills itself while the agent decides.
      if (pin !== null && !pin.isSettled && pin !== answered) {
        return <ChoosePin pin={pin} onDone={() => setAnswered(pin)} />
      }
      return (
        <ErrorBoundary instead={(trouble) => <StartScreen kind="crashed" trouble={trouble} onAgain={reload} />}>
          {policyValue('Watermark') && <Watermark name={session.agent.name} />}
          <Desk
            // Everything that is on the desk was said in one language.
            key={`${session.agent.id} ${spoken}`}
            workspace={workspace}
            seal={seal}
            version={about.version}
            pin={pin}
            onSignOut={() => moves.leave(false)}
            onLock={() => moves.lock('agent')}
            onSignInAgain={() => moves.leave(true)}
            onReload={reload}
          />
        </ErrorBoundary>
      )
    }
  }
}
