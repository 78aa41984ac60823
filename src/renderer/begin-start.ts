import { speakAsSet } from './apply-display.ts'
import type { Desk } from './desk.tsx'
import { desktop } from './desktop/desktop.ts'
import { pageJournals } from './desktop/page-journals.ts'
import { EarlyCache } from './sync/early-cache.ts'
import { wordsOf } from './words-of.ts'
import { DeviceLock, type PinStanding, type ShareAnswer, type Unlocked } from './workspace/device-lock.ts'
import { type DeskPicture, readPicture } from './workspace/desk-picture.ts'
import type * as Left from './workspace/left-desk.ts'
import { takeNextPage } from './workspace/next-page.ts'
import { obeyPolicy } from './workspace/policy.ts'
import { type LockedBy, type Session, forgetSession, savedSession } from './workspace/saved-session.ts'
import type * as Shutting from './workspace/shut-desk.ts'
import { useSettings } from './workspace/settings-store.ts'
import { forgetAgent, wipeDevice } from './workspace/wipe-device.ts'
import type { Workspace } from './workspace/workspace.ts'

/** What the desktop says of itself. */
export interface About {
  serviceUrl: string
  version: string
}

/** What locks an open desk: here with the rest of it, so that it needs no network when its time comes. */
type Locking = Pick<typeof Left, 'keepLeft' | 'leftDesk'> & typeof Shutting

/** What became of opening the workspace of a session. */
export type Opened =
  | { at: 'open'; unlocked: Unlocked; workspace: Workspace; Desk: typeof Desk; locking: Locking }
  | { at: 'failed'; trouble: string }

/** Where the window stands once it knows who is there. */
export type Entered =
  | Opened
  /** `trouble`: why the service could not be told of a sign-out. */
  | { at: 'sign-in'; isAgain: boolean; trouble: string | null }
  /** `by`: what locked an open desk, which the PIN or a sign-in opens; null where the service cannot be asked for its share, and the PIN may stand in for it. */
  | { at: 'locked'; lock: DeviceLock; standing: PinStanding; by: LockedBy | null }
  | { at: 'refused'; sentence: string }
  | { at: 'wiped' | 'account-closed' }
  | { at: 'key-lost'; lock: DeviceLock }

/** What is under way before anything is drawn. */
export interface Start {
  readonly about: Promise<About>
  readonly entered: Promise<Entered>
  /** What the desk showed last time, to be drawn until it is open. Never settles where there is nothing to show. */
  readonly picture: Promise<DeskPicture>
}

/** Finds out who is signed in, asks for their share, and opens their workspace. Rejects where the desktop does not answer. */
export function beginStart(): Start {
  const about = desktop().call('app.about')
  let show: (picture: DeskPicture) => void = () => undefined
  const picture = new Promise<DeskPicture>((resolve) => (show = resolve))
  const left = takeNextPage()
  const entered = Promise.all([about, savedSession(), obeyPolicy()]).then(([{ serviceUrl }, session]) =>
    session === null
      ? (left ?? ({ at: 'sign-in', isAgain: false, trouble: null } as const))
      : enterOrStayShut(session, serviceUrl, show),
  )
  return { about, entered, picture }
}

/** A desk that was locked stays so, whatever the service would say: only whoever was at it opens it. */
export const enterOrStayShut = (
  session: Session,
  serviceUrl: string,
  show?: (picture: DeskPicture) => void,
): Promise<Entered> =>
  session.lockedBy === undefined ? enter(session, serviceUrl, show) : shut(session, session.lockedBy, serviceUrl)

/** Most of all the code there is: what works with the rows, and what shows them. Neither sign-in nor the picture of last time needs it. */
const deskCode = async () => {
  const [{ openWorkspace }, { Desk: Shown }, left, shutting] = await Promise.all([
    import('./workspace/open-workspace.ts'),
    import('./desk.tsx'),
    import('./workspace/left-desk.ts'),
    import('./workspace/shut-desk.ts'),
  ])
  return { openWorkspace, Desk: Shown, left, shutting }
}

/**
 * Goes in with a session: with the share of the service, or as far as it comes without one. `show` is given what the desk showed last
 * time, as soon as it may be seen.
 */
export async function enter(
  session: Session,
  serviceUrl: string,
  show: (picture: DeskPicture) => void = () => undefined,
): Promise<Entered> {
  const lock = new DeviceLock(session, serviceUrl)
  // Also starts to speak their language, which is the one of last time nearly always.
  useSettings.getState().settleIn(session.agent)
  // The records and the code of the desk would stand in the way of the picture: only a service that takes its time lets them go first.
  let early: EarlyCache | undefined
  const ahead = setTimeout(() => {
    early = new EarlyCache(session.agent.id)
    // Where the code cannot be had, opening says so.
    deskCode().catch(() => undefined)
  }, shortWaitMs)
  const answer = await lock.askService()
  clearTimeout(ahead)
  // Whoever is still to choose a PIN is asked for that first.
  if (answer.is === 'open' && answer.unlocked.pin?.isSettled !== false) {
    const picture = await readPicture(answer.unlocked)
    if (picture !== null) {
      show(picture)
      await drawn()
    }
  }
  if (desktop().kind === 'browser') pageJournals.start()
  if (answer.is === 'open') early ??= new EarlyCache(session.agent.id)
  return afterAnswer(lock, answer, early)
}

/** How long the service may take before the code of the desk is run while it does, in milliseconds. */
const shortWaitMs = 100

/** Resolves behind the next frame; a window that nobody sees draws none, and waits as long as some frames would take. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, shortWaitMs)
  })

/** Where an answer about the share leads. `early`: the cache, where it was read meanwhile. */
export async function afterAnswer(lock: DeviceLock, answer: ShareAnswer, early?: EarlyCache): Promise<Entered> {
  switch (answer.is) {
    case 'open':
      return open(answer.unlocked, lock.serviceUrl, early)
    case 'unreachable':
      return locked(lock)
    case 'signed-out':
      await forgetSession()
      return { at: 'sign-in', isAgain: true, trouble: null }
    case 'wiped':
      return wipe(lock.session, lock.serviceUrl)
    case 'account-closed':
      return closeAccount(lock.session)
    case 'key-lost':
      return { at: 'key-lost', lock }
    case 'refused':
      return { at: 'refused', sentence: answer.sentence }
  }
}

/** The desk is shut until the service answers or the PIN opens it. */
export const locked = async (lock: DeviceLock): Promise<Entered> => ({
  at: 'locked',
  lock,
  standing: await lock.pinStanding(),
  by: null,
})

/** The desk was locked: shut until the PIN opens it, or somebody signs in. */
export async function shut(session: Session, by: LockedBy, serviceUrl: string): Promise<Entered> {
  useSettings.getState().settleIn(session.agent)
  if (desktop().kind === 'browser') pageJournals.start()
  const lock = new DeviceLock(session, serviceUrl)
  return { at: 'locked', lock, standing: await lock.pinStanding(), by }
}

/** Opens the workspace of an unlocked session and says how that went. */
export async function open(unlocked: Unlocked, serviceUrl: string, early?: EarlyCache): Promise<Opened> {
  try {
    const [{ openWorkspace, Desk: Shown, left, shutting }] = await Promise.all([deskCode(), speakAsSet()])
    const workspace = await openWorkspace({ ...unlocked, early }, serviceUrl)
    const { session, seal } = unlocked
    const before = await left.takeLeft({ agentId: session.agent.id, seal, storage: localStorage })
    if (before !== null) left.returnTo(before)
    return { at: 'open', unlocked, workspace, Desk: Shown, locking: { ...left, ...shutting } }
  } catch (error) {
    return { at: 'failed', trouble: wordsOf(error) }
  }
}

/** Forgets every case on this computer. */
export const wipe = (session: Session, serviceUrl: string): Promise<Entered> =>
  forgotten('wiped', wipeDevice(serviceUrl, session))

/** Forgets what an agent could read here who may not work here any more. */
export const closeAccount = (session: Session): Promise<Entered> => forgotten('account-closed', forgetAgent(session))

async function forgotten(at: 'wiped' | 'account-closed', forgetting: Promise<void>): Promise<Entered> {
  try {
    await forgetting
    return { at }
  } catch (error) {
    // Tried again at the next start: the session stays until all is done and said.
    return { at: 'failed', trouble: wordsOf(error) }
  }
}
