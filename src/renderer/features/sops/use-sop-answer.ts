import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SearchFor } from '#renderer/search/sop-index.ts'
import type { SopAnswer, SopSearch } from '#renderer/search/sop-search.ts'

const noAnswer: SopAnswer = { hits: [], isComplete: true }

/** The answer to a question; the one before stands until the new one is there, so that the list does not flicker. Null: not asked yet. */
export function useSopAnswer(search: SopSearch, question: string, who: SearchFor, limit: number): SopAnswer | null {
  const isBuilt = useSyncExternalStore(
    (listener) => search.subscribe(listener),
    () => search.isBuilt,
  )
  const [answer, setAnswer] = useState<SopAnswer | null>(null)
  const { locale, market } = who
  useEffect(() => {
    let isCurrent = true
    const show = (next: SopAnswer): void => {
      if (isCurrent) setAnswer(next)
    }
    if (question.trim() === '') show(noAnswer)
    else void search.search(question, { locale, market }, limit).then(show)
    return () => {
      isCurrent = false
    }
  }, [search, question, locale, market, limit, isBuilt])
  return answer
}
