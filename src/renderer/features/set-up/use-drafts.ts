import { useRef, useState } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'

/** What was written of several settings and is not saved yet: going from one to another loses nothing. */
export interface Drafts<T> {
  of(id: string): T | undefined
  put(id: string, draft: T): void
  forget(id: string): void
  /** Goes where it is asked to go, once it has been said that so many changes are lost by it. */
  leave(unsaved: number, then: () => void): void
}

export function useDrafts<T>(): Drafts<T> {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, T>>(new Map())
  const warned = useRef<ReadonlyMap<string, T> | null>(null)
  return {
    of: (id) => drafts.get(id),
    put: (id, draft) => setDrafts(new Map(drafts).set(id, draft)),
    forget: (id) => setDrafts(new Map([...drafts].filter(([one]) => one !== id))),
    leave: (unsaved, then) => {
      if (unsaved === 0 || warned.current === drafts) return then()
      warned.current = drafts
      notify(say('routing.leave-again', { n: unsaved }), { tone: 'bad' })
    },
  }
}
