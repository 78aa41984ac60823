/** This window's turn to lead among the agent's windows on this computer. */
export interface WindowLock {
  /** Whether it is this window's turn from the start, because no other window was open. */
  readonly isFirst: boolean
  /** Resolves when it is this window's turn. */
  readonly lead: Promise<void>
  /** Whether other windows of the agent wait for theirs. */
  readonly areOthers: () => Promise<boolean>
  /** Lets another window lead. */
  release(): void
}

/** Asks for the lead: a Web Lock, which the browser hands on when the window that has it ends, however it ends [S20]. */
export async function askForLead(agentId: string): Promise<WindowLock> {
  const name = `tierdesk-${agentId}`
  let end = (): void => undefined
  const isOver = new Promise<void>((resolve) => (end = resolve))
  let take = (): void => undefined
  const lead = new Promise<void>((resolve) => (take = resolve))
  const hold = (): Promise<void> => {
    take()
    return isOver
  }
  const isFirst = await holdNow(name, hold)
  const wait = new AbortController()
  if (!isFirst) {
    navigator.locks.request(name, { signal: wait.signal }, hold).catch((error: unknown) => {
      // It was closed before its turn came.
      if (!wait.signal.aborted) reportError(error)
    })
  }
  const release = (): void => {
    wait.abort()
    end()
  }
  const areOthers = async (): Promise<boolean> => {
    const { pending = [] } = await navigator.locks.query()
    return pending.some((lock) => lock.name === name)
  }
  return { isFirst, lead, areOthers, release }
}

/** Takes the lock if nobody has it; answers whether it did. */
function holdNow(name: string, hold: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const take = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock === null ? undefined : hold()
    }
    navigator.locks.request(name, { ifAvailable: true }, take).catch(reject)
  })
}
