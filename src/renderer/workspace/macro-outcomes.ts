import { type MacroOutcome, MacroOutcomesReply } from '#shared/sync/macro-outcomes-protocol.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'

/** What came of each macro by its id; null: the service could not be asked. Never rejects. */
export type ReadOutcomes = () => Promise<ReadonlyMap<string, MacroOutcome> | null>

/** For how long an answer is shown before it is asked for anew, in milliseconds: shares of 90 days change slowly. */
const freshFor = 5 * 60_000

/** Asks with the session of whoever is signed in, at most every five minutes. */
export function outcomesFrom({ token }: Session, serviceUrl: string): ReadOutcomes {
  let last: { readonly until: number; readonly answer: ReturnType<ReadOutcomes> } | null = null
  const ask = async (): ReturnType<ReadOutcomes> => {
    try {
      const response = await callService(serviceUrl, '/api/macro-outcomes', {}, { token })
      if (!response.ok) return null
      const { macros } = MacroOutcomesReply.parse(await response.json())
      return new Map(macros.map((one) => [one.macroId, one]))
    } catch {
      // Without the service there are no numbers, and the macros work all the same.
      return null
    }
  }
  return async () => {
    if (last === null || last.until < Date.now()) last = { until: Date.now() + freshFor, answer: ask() }
    const answer = await last.answer
    if (answer === null) last = null
    return answer
  }
}
