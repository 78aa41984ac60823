import { useCallback, useEffect, useRef, useState } from 'react'
import { type About, type Entered, type Start, afterAnswer, closeAccount, enter, locked, wipe } from './begin-start.ts'
import { desktop } from './desktop/desktop.ts'
import { standAnew } from './go-anew.ts'
import type { Stage } from './stage.ts'
import { openAgain, reenter, useAway, useLocking, useOtherWindows } from './use-locking.ts'
import { wordsOf } from './words-of.ts'
import { forgetPicture } from './workspace/desk-picture.ts'
import { DeviceLock, type ShareAnswer, type Unlocked } from './workspace/device-lock.ts'
import { lockChannel } from './workspace/lock-channel.ts'
import { type LockedBy, type Session, forgetSession, saveLock } from './workspace/saved-session.ts'
import { useScreen } from './workspace/screen-store.ts'
import { signOut } from './workspace/session.ts'
import type { Workspace } from './workspace/workspace.ts'

/** What can be done to get from one stage to another. */
export interface StageMoves {
  readonly signedIn: (session: Session) => void
  /** The PIN has opened the lock, or opening what it opened is to be tried again. */
  readonly unlocked: (unlocked: Unlocked) => void
  readonly keyLost: (lock: DeviceLock) => void
  readonly startAnew: (lock: DeviceLock) => void
  readonly signInInstead: () => void
  /** What the service said while the desk was locked, other than that all is well. */
  readonly answered: (lock: DeviceLock, answer: ShareAnswer) => void
  /** Locks the desk, if it is open. */
  readonly lock: (by: LockedBy) => void
  /** Leaves the desk. `isAgain`: the service has ended the session already. */
  readonly leave: (isAgain: boolean) => void
}

/** Moves the window from stage to stage: what was begun last counts, and whatever an earlier step brings late is dropped. */
export function useStage(begun: Start): { stage: Stage; about: About | null; moves: StageMoves } {
  const [stage, setStage] = useState<Stage>({ at: 'opening', picture: null })
  const [about, setAbout] = useState<About | null>(null)
  const turn = useRef(0)
  const follow = useCallback((next: Promise<Entered>) => {
    const mine = ++turn.current
    const isLate = (): boolean => mine !== turn.current
    next.then(
      (entered) => isLate() || setStage(entered),
      (error: unknown) => isLate() || setStage({ at: 'failed', trouble: wordsOf(error) }),
    )
  }, [])
  const move = useCallback(
    (next: Promise<Entered>) => {
      setStage({ at: 'opening', picture: null })
      follow(next)
    },
    [follow],
  )

  useEffect(() => {
    begun.about.then(setAbout, () => undefined)
    follow(begun.entered)
    const first = turn.current
    // Only while the window opens for the first time: later there may be somebody else before it.
    void begun.picture.then((picture) =>
      setStage((now) => (now.at === 'opening' && turn.current === first ? { at: 'opening', picture } : now)),
    )
  }, [begun, follow])
  useNetworkWhileLocked(stage, move)
  useFreshStart(stage)
  useDeskWatch(stage, about, move)

  const serviceUrl = about?.serviceUrl ?? ''
  const lock = useLocking(stage, setStage, follow, serviceUrl)
  useOtherWindows(stage, lock, () => move(reenter(serviceUrl)))
  useAway(stage, lock)
  const moves: StageMoves = {
    signedIn: (session) => {
      lockChannel.post({ say: 'unlocked', agentId: session.agent.id })
      move(enter(session, serviceUrl))
    },
    unlocked: (unlocked) => move(openAgain(unlocked, serviceUrl)),
    answered: (shutLock, answer) => move(afterAnswer(shutLock, answer)),
    lock,
    // The PIN was right: it is not the lock any more that keeps the desk shut.
    keyLost: (lost) => move(saveLock(lost.session, null).then((): Entered => ({ at: 'key-lost', lock: lost }))),
    startAnew: (lost) => move(lost.startAnew().then((answer) => afterAnswer(lost, answer))),
    signInInstead: () => setStage({ at: 'sign-in', isAgain: false, trouble: null }),
    leave: (isAgain) => {
      if (stage.at !== 'open') return
      const { unlocked, workspace } = stage
      useScreen.getState().reset()
      move(leaveDesk(workspace, unlocked.session, isAgain ? null : serviceUrl).then(standAnew))
    },
  }
  return { stage, about, moves }
}

/** Lets go of the desk and of the session; in the service too, where it is not over there already (`serviceUrl`: null). */
async function leaveDesk(workspace: Workspace, session: Session, serviceUrl: string | null): Promise<Entered> {
  await workspace.close()
  forgetPicture(session.agent.id)
  await forgetSession()
  const trouble = serviceUrl === null ? null : await endSession(serviceUrl, session)
  return { at: 'sign-in', isAgain: serviceUrl === null, trouble }
}

/** Ends the session in the service too; says why, where it cannot be reached. */
async function endSession(serviceUrl: string, session: Session): Promise<string | null> {
  try {
    await signOut(serviceUrl, session)
    return null
  } catch (error) {
    return wordsOf(error)
  }
}

type Move = (next: Promise<Entered>) => void

/** Keeps asking the service while the desk is locked, and opens it by itself once it answers; so, too, where the key did not open. */
function useNetworkWhileLocked(stage: Stage, move: Move): void {
  useEffect(() => {
    // What locked an open desk is undone by its agent alone.
    if ((stage.at !== 'locked' || stage.by !== null) && stage.at !== 'key-lost') return undefined
    const { lock } = stage
    const known = stage.at === 'locked' ? (['unreachable'] as const) : (['unreachable', 'key-lost'] as const)
    return lock.untilAnswered((answer) => move(afterAnswer(lock, answer)), known)
  }, [stage, move])
}

/** How long a window stays that has failed to open, and one that is still opening, in milliseconds. */
const staleAfter = { failed: 15_000, opening: 120_000 } as const

/**
 * Loads the window anew where it failed to open, or comes to no end of it: what a browser did not give for a moment (a database that is
 * still held by a page that was closed, a disk that was full) it gives to the next page, and nobody may be there to press a button.
 */
function useFreshStart({ at }: Stage): void {
  useEffect(() => {
    // In the desktop app opening may wait for the person, whom the system asks about its store of keys.
    const mayHang = at === 'opening' && desktop().kind === 'browser'
    if (at !== 'failed' && !mayHang) return undefined
    const timer = setTimeout(() => window.location.reload(), staleAfter[at])
    return () => clearTimeout(timer)
  }, [at])
}

/** Closes an open desk where this computer is to forget everything, its agent may not work here any more, or it has been without the service for longer than it may. */
function useDeskWatch(stage: Stage, about: About | null, move: Move): void {
  useEffect(() => {
    if (stage.at !== 'open' || about === null) return undefined
    const { unlocked, workspace } = stage
    const { session, lease } = unlocked
    const close = (then: () => Promise<Entered>): void => {
      stop()
      useScreen.getState().reset()
      move(workspace.close().then(then).then(standAnew))
    }
    const stopLease = lease.watch(workspace, () => close(() => locked(new DeviceLock(session, about.serviceUrl))))
    const look = (): void => {
      const { ended } = workspace.sync
      if (ended === 'wiped') close(() => wipe(session, about.serviceUrl))
      else if (ended === 'account-closed') close(() => closeAccount(session))
    }
    const stopLooking = workspace.subscribe(look)
    const stop = (): void => {
      stopLease()
      stopLooking()
    }
    look()
    return stop
  }, [stage, about, move])
}
