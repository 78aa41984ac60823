import type { Keeping, KeptIncident } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { incidentWords, needsAgent } from './incident-words.ts'

/** Rows that differed up to which nobody is told: the comparison is there to find such things, and it mended them. */
const fewRows = 100

/** What a banner about safekeeping says, how loudly, and what it offers. */
export interface KeepingWords {
  readonly is: 'unsafe' | 'behind' | 'crowded' | 'incidents'
  readonly tone: 'plain' | 'warn' | 'bad'
  readonly words: string
}

const isNotable = ({ kind, count }: KeptIncident): boolean => kind !== 'digest-differs' || count > fewRows

function incidentsBanner(keeping: Keeping): KeepingWords | null {
  const notable = keeping.incidents.filter(isNotable)
  const [newest] = notable
  if (newest === undefined) return null
  const tone = needsAgent({ ...keeping, incidents: notable }) ? 'warn' : 'plain'
  const { what, done, must } = incidentWords(newest, keeping)
  const many = (): string =>
    say('keeping.incidents', {
      n: notable.length,
      must: say(tone === 'plain' ? 'must.nothing' : 'keeping.read-details'),
    })
  return { is: 'incidents', tone, words: notable.length > 1 ? many() : `${what} ${done} ${must}` }
}

/** The one banner about safekeeping, or null: what can be lost first, then what is too much, then what went wrong. `waiting`: steps in the outbox. */
export function keepingWords(keeping: Keeping, waiting: number): KeepingWords | null {
  if (keeping.unsafe > 0) return { is: 'unsafe', tone: 'bad', words: say('keeping.unsafe', { n: keeping.unsafe }) }
  if (keeping.isBehind) return { is: 'behind', tone: 'warn', words: say('keeping.behind') }
  if (keeping.isCrowded) return { is: 'crowded', tone: 'warn', words: say('keeping.crowded', { n: waiting }) }
  return incidentsBanner(keeping)
}
