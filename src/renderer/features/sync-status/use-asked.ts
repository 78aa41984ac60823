import { useEffect, useState } from 'react'

/** What takes time to find out; null until it is known. `ask` must stay the same function. */
export function useAsked<T>(ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  useEffect(() => {
    let isCurrent = true
    ask().then((given) => isCurrent && setAnswer(given), reportError)
    return () => {
      isCurrent = false
    }
  }, [ask])
  return answer
}
