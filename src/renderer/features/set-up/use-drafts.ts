import { useRef, useState } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'

/** A draft, and the row it was saved over: until that is another one, the form would show what was before. */
interface Written<T, R> {
  readonly draft: T
  readonly savedOver: R | null
}

/** What was written of several settings and is not saved yet: going from one to another loses nothing. */
export interface Drafts<T, R> {
  of(row: R): T | undefined
  put(row: R, draft: T): void
  /** It was saved: from its next row on, that is shown. */
  saved(row: R): void
  /** Goes where it is asked to go, once it has been said that so many changes are lost by it. */
  leave(unsaved: number, then: () => void): void
}

export function useDrafts<T, R extends { readonly id: string }>(): Drafts<T, R> {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Written<T, R>>>(new Map())
  const warned = useRef<ReadonlyMap<string, Written<T, R>> | null>(null)
  const put = (id: string, written: Written<T, R>): void => setDrafts(new Map(drafts).set(id, written))
  return {
    of: (row) => {
      const written = drafts.get(row.id)
      return written?.savedOver === null || written?.savedOver === row ? written.draft : undefined
    },
    put: ({ id }, draft) => put(id, { draft, savedOver: null }),
    saved: (row) => {
      const written = drafts.get(row.id)
      if (written !== undefined) put(row.id, { ...written, savedOver: row })
    },
    leave: (unsaved, then) => {
      if (unsaved === 0 || warned.current === drafts) return then()
      warned.current = drafts
      notify(say('routing.leave-again', { n: unsaved }), { tone: 'bad' })
    },
  }
}
