import type { Keeping, KeptIncident } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'

type Kind = KeptIncident['kind']

/** An incident for people: what happened, what the desk did about it, and what the agent must do. */
export interface IncidentWords {
  readonly what: string
  readonly done: string
  readonly must: string
}

interface Ending {
  readonly done: WordKey
  readonly must: 'must.nothing' | 'must.restart' | 'must.look'
}

const endings: { readonly [K in Kind]: Ending } = {
  'outbox-emptied': { done: 'restored.from-second', must: 'must.nothing' },
  'outbox-damaged': { done: 'restored.from-second', must: 'must.nothing' },
  'journal-emptied': { done: 'restored.from-first', must: 'must.nothing' },
  'journal-damaged': { done: 'restored.from-first', must: 'must.nothing' },
  'homes-differ': { done: 'restored.joined', must: 'must.nothing' },
  'cache-emptied': { done: 'restored.from-service', must: 'must.nothing' },
  'cache-damaged': { done: 'restored.from-service', must: 'must.nothing' },
  'digest-differs': { done: 'restored.rows', must: 'must.nothing' },
}

const first: readonly Kind[] = ['outbox-emptied', 'outbox-damaged']
const second: readonly Kind[] = ['journal-emptied', 'journal-damaged']

/** Incidents that are found at one start are told within this many milliseconds. */
const oneStart = 60_000

/** Whether the other place could not make up for what this one lost: there is none, or it was struck as well. */
function isAlone({ kind, at }: KeptIncident, { incidents, isTwice }: Keeping): boolean {
  if (!first.includes(kind) && !second.includes(kind)) return false
  const others = first.includes(kind) ? second : first
  return !isTwice || incidents.some((other) => others.includes(other.kind) && isNear(other.at, at))
}

const isNear = (a: string, b: string): boolean => Math.abs(Date.parse(a) - Date.parse(b)) < oneStart

function endingOf(incident: KeptIncident, keeping: Keeping): Ending {
  if (isAlone(incident, keeping)) return { done: 'restored.what-was-left', must: 'must.look' }
  // A place that could not be read at all is left alone until the next start, in case it can be then.
  const isUnread = incident.kind.endsWith('-damaged') && incident.kind !== 'cache-damaged' && incident.count === 0
  return isUnread ? { done: 'restored.other-only', must: 'must.restart' } : endings[incident.kind]
}

/** What went wrong, as sentences. */
export function incidentWords(incident: KeptIncident, keeping: Keeping): IncidentWords {
  const { done, must } = endingOf(incident, keeping)
  return { what: say(`incident.${incident.kind}`, { n: incident.count }), done: say(done), must: say(must) }
}

/** Whether any of these needs the agent. */
export const needsAgent = (keeping: Keeping): boolean =>
  keeping.incidents.some((incident) => endingOf(incident, keeping).must !== 'must.nothing')
