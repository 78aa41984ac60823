/** Holds a lock as another tab does. Answers how to let go of it, once it is held. */
export const holdLock = (name: string): Promise<() => void> =>
  new Promise((held) => {
    void navigator.locks.request(name, () => new Promise<void>((end) => held(() => end())))
  })
