import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef } from 'react'
import { type Entered, enterOrStayShut, open, shut } from './begin-start.ts'
import { desktop } from './desktop/desktop.ts'
import { goAnew } from './go-anew.ts'
import { dismissAll } from './ui/toast-store.ts'
import type { Stage } from './stage.ts'
import type { Unlocked } from './workspace/device-lock.ts'
import { watchIdle } from './workspace/idle-watch.ts'
import { lockChannel } from './workspace/lock-channel.ts'
import { policyValue } from './workspace/policy.ts'
import { type LockedBy, saveLock, savedSession } from './workspace/saved-session.ts'

/** Locks the desk if it is open; `isToldOn`: the agent's other windows here lock theirs too. */
export type Lock = (by: LockedBy, isToldOn?: boolean) => void

/** How to lock the desk: what is on the screen goes at once, then everything goes to disk, then what is in memory. */
export function useLocking(
  stage: Stage,
  setStage: Dispatch<SetStateAction<Stage>>,
  follow: (next: Promise<Entered>) => void,
  serviceUrl: string,
): Lock {
  const isUnderWay = useRef(false)
  useEffect(() => {
    if (stage.at !== 'locking') isUnderWay.current = false
  }, [stage])
  return useCallback(
    (by, isToldOn = true) => {
      if (stage.at !== 'open' || isUnderWay.current) return
      isUnderWay.current = true
      const { workspace, unlocked, locking } = stage
      const { session, seal } = unlocked
      const ports = { agentId: session.agent.id, seal, storage: localStorage }
      if (isToldOn) lockChannel.post({ say: 'locked', agentId: session.agent.id, by })
      const lock = async (): Promise<Entered> => {
        await locking.bulkIsOver()
        const left = locking.leftDesk(document)
        setStage({ at: 'locking', workspace, isHeld: false })
        await painted()
        const held = (): void => setStage({ at: 'locking', workspace, isHeld: true })
        const note = () => Promise.all([saveLock(session, by), locking.keepLeft(ports, left)])
        await locking.shutDesk(workspace, note, held)
        dismissAll()
        // The page goes, and with it all that anything in it could still reach.
        if (await goAnew()) return new Promise<never>(() => undefined)
        return shut({ ...session, lockedBy: by }, by, serviceUrl)
      }
      follow(lock())
    },
    [stage, setStage, follow, serviceUrl],
  )
}

/** The desk is gone from the screen, and its parts have handed over what they kept: behind the next frame, which a window that nobody sees never draws. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, 100)
  })

/** Opens a desk that the PIN has unlocked, here and in the agent's other windows. */
export async function openAgain(unlocked: Unlocked, serviceUrl: string): Promise<Entered> {
  await saveLock(unlocked.session, null)
  lockChannel.post({ say: 'unlocked', agentId: unlocked.session.agent.id })
  return open(unlocked, serviceUrl)
}

/** Another window of the agent has opened the lock: in with the session as it stands now. */
export async function reenter(serviceUrl: string): Promise<Entered> {
  const session = await savedSession()
  return session === null ? { at: 'sign-in', isAgain: false, trouble: null } : enterOrStayShut(session, serviceUrl)
}

/** The windows of one agent in one browser are locked and opened together. */
export function useOtherWindows(stage: Stage, lock: Lock, again: () => void): void {
  const latest = useRef({ lock, again })
  useEffect(() => {
    latest.current = { lock, again }
  })
  const agentId = stage.at === 'open' ? stage.unlocked.session.agent.id : null
  const shutId = stage.at === 'locked' && stage.by !== null ? stage.lock.session.agent.id : null
  useEffect(
    () =>
      lockChannel.listen((said) => {
        if (said.say === 'locked' && said.agentId === agentId) latest.current.lock(said.by, false)
        if (said.say === 'unlocked' && said.agentId === shutId) latest.current.again()
      }),
    [agentId, shutId],
  )
}

/** Locks when nobody is there: as the desktop says, and by what is done at the window. */
export function useAway(stage: Stage, lock: Lock): void {
  const latest = useRef(lock)
  useEffect(() => {
    latest.current = lock
  })
  // A desk that is only opening is locked as soon as it is open.
  const early = useRef<LockedBy | null>(null)
  const isOpen = stage.at === 'open'
  const isOpening = stage.at === 'opening'
  useEffect(() => {
    if (isOpen && early.current !== null) latest.current(early.current)
    if (!isOpening) early.current = null
    if (!isOpen && !isOpening) return undefined
    const away = (by: LockedBy): void => {
      if (isOpen) latest.current(by)
      else early.current = by
    }
    const stopHearing = desktop().on('power.locked', ({ by }) => away(by))
    const limitMs = policyValue('IdleLockMinutes') * 60_000
    // The app hears of the whole computer from the system; in a browser the window itself is all there is.
    const counts = (): boolean => desktop().kind === 'browser' || document.hasFocus()
    const stopWatching = limitMs === 0 ? undefined : watchIdle({ limitMs, counts, idle: () => away('idle') })
    return () => {
      stopHearing()
      stopWatching?.()
    }
  }, [isOpen, isOpening])
}
