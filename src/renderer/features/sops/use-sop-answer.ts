import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SearchFor } from '#renderer/search/sop-index.ts'
import type { SopAnswer, SopSearch } from '#renderer/search/sop-search.ts'

const noAnswer: SopAnswer = { hits: [], isComplete: true }

/** An answer and the question it answers, which may be an earlier one than is asked now. */
export interface Answered extends SopAnswer {
  readonly question: string
}

/** The answer to a question; the one before stands until the new one is there, so that the list does not flicker. Null: not asked yet. */
export function useSopAnswer(search: SopSearch, question: string, who: SearchFor, limit: number): Answered | null {
  // An SOP that comes, changes or goes while the question stands is found, or no longer.
  const turn = useSyncExternalStore(
    (listener) => search.subscribe(listener),
    () => search.turn,
  )
  const [answer, setAnswer] = useState<Answered | null>(null)
  const { locale, market } = who
  useEffect(() => {
    let isCurrent = true
    const show = (next: SopAnswer): void => {
      if (isCurrent) setAnswer({ ...next, question })
    }
    if (question.trim() === '') show(noAnswer)
    else void search.search(question, { locale, market }, limit).then(show)
    return () => {
      isCurrent = false
    }
  }, [search, question, locale, market, limit, turn])
  return answer
}
