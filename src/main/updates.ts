import type { CallOutput } from '#shared/desktop-bridge.ts'
import type { UpdateState } from '#shared/update/update-state.ts'
import type { UpdateLoader } from './update-loader.ts'

type Restarted = CallOutput<'update.restart'>

/** What looking for updates needs of the rest of the desktop. */
export interface UpdatePorts {
  /** Why this desk does not update itself; null where it does. */
  readonly off: Extract<UpdateState, { is: 'off' }>['why'] | null
  readonly open: () => Promise<UpdateLoader>
  /** Leaves the window as its person would, and asks them where something is on no disk. Calls `closed` just before it is gone. */
  readonly leave: (closed: () => void) => Promise<boolean>
  readonly failedToInstall: () => void
  readonly changed: (state: UpdateState) => void
  readonly now: () => Date
}

/** For how long a release may be put in place when Tierdesk ends, after the service last offered it. */
const trustedMs = 60 * 60_000

/** Looks for updates, fetches them, and puts them in place when it suits. */
export class Updates {
  readonly #ports: UpdatePorts
  #loader: Promise<UpdateLoader> | null = null
  #checking: Promise<void> | null = null
  #state: UpdateState
  #offeredAt = 0
  #isSettled = false

  constructor(ports: UpdatePorts) {
    this.#ports = ports
    this.#state = ports.off === null ? { is: 'not-asked' } : { is: 'off', why: ports.off }
  }

  get state(): UpdateState {
    return this.#state
  }

  /** The window says whether everything in it is with the service, and nothing half written. */
  settle(isSettled: boolean): void {
    this.#isSettled = isSettled
  }

  /** Whether a release that is here may be put in place because Tierdesk ends anyway: nothing waits, and it was offered not long ago. */
  get mayInstallAtEnd(): boolean {
    const age = this.#ports.now().getTime() - this.#offeredAt
    return this.#state.is === 'ready' && this.#isSettled && age < trustedMs
  }

  /** Asks the service and fetches what it offers. Never rejects: what went wrong is the state. Once at a time. */
  check(): Promise<void> {
    if (this.#ports.off !== null) return Promise.resolve()
    this.#checking ??= this.#look().finally(() => {
      this.#checking = null
    })
    return this.#checking
  }

  /** Restarts into the new version, where the service still offers it and the person lets the window go. */
  async restart(): Promise<Restarted> {
    const { is } = this.#state
    if (is !== 'ready') return { refused: 'not-ready' }
    // It may have been halted since: what nobody should have any more is not put in place.
    await this.check()
    const { state } = this
    if (state.is !== 'ready') return { refused: 'withdrawn' }
    if (this.#ports.now().getTime() - this.#offeredAt > 60_000) return { refused: 'unreachable' }
    const loader = await this.#open()
    const isGone = await this.#ports.leave(() => loader.install(this.#ports.failedToInstall))
    return { refused: isGone ? null : 'stayed' }
  }

  async #look(): Promise<void> {
    const at = this.#ports.now().toISOString()
    const before = this.#state
    try {
      const loader = await this.#open()
      const answer = await loader.check()
      if ('nothing' in answer) return this.#turn({ is: 'nothing', why: answer.nothing, at })
      if ('refused' in answer) return this.#turn({ is: 'refused', version: answer.version, why: answer.refused, at })
      this.#offeredAt = this.#ports.now().getTime()
      if (before.is === 'ready' && before.version === answer.version) return
      this.#turn({ is: 'loading', version: answer.version })
      await this.#fetch(loader, answer.version, at)
    } catch {
      // What is here already stays; whether it may be put in place is asked again.
      if (before.is !== 'ready') this.#turn({ is: 'failed', why: 'unreachable', at })
    }
  }

  async #fetch(loader: UpdateLoader, version: string, at: string): Promise<void> {
    try {
      await loader.download()
      this.#turn({ is: 'ready', version })
    } catch (error) {
      this.#turn({ is: 'failed', why: whyNotFetched(error), at })
    }
  }

  #open(): Promise<UpdateLoader> {
    this.#loader ??= this.#ports.open()
    return this.#loader
  }

  #turn(state: UpdateState): void {
    this.#state = state
    this.#ports.changed(state)
  }
}

/** By the codes of electron-updater and of the system. */
function whyNotFetched(error: unknown): 'unreachable' | 'damaged' | 'disk' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_CHECKSUM_MISMATCH' || code === 'ERR_UPDATER_INVALID_SIGNATURE') return 'damaged'
  return ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT'].includes(code) ? 'disk' : 'unreachable'
}
