import { LocaleTag } from '#shared/domain/base.ts'
import { capacityOf } from '#shared/domain/agent.ts'
import type { AgentSettings } from '#shared/mutations/agent-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { changedOnly, numberIn, wordsIn, writtenList } from './written-list.ts'

/** What an agent can do, as it is being written. */
export interface AgentDraft {
  readonly skills: string
  readonly languages: string
  readonly capacity: string
  /** By channel; an empty text: as many as they are given. */
  readonly channels: { readonly [channel: string]: string }
}

export const agentDraftOf = (agent: Row<'agents'>): AgentDraft => ({
  skills: writtenList(agent.skills ?? []),
  languages: writtenList(agent.languages ?? []),
  capacity: String(capacityOf(agent)),
  channels: Object.fromEntries(
    Object.entries(agent.channelCapacity ?? {}).map(([channel, most]) => [channel, String(most)]),
  ),
})

/** What keeps a draft from being saved: a field, or a channel by its name. */
export interface AgentFault {
  readonly part: 'languages' | 'capacity' | 'channel'
  readonly channel?: string
}

const mostCases = 100

/** What is wrong in a draft, in the order in which it stands. */
export const agentFaults = ({ languages, capacity, channels }: AgentDraft): AgentFault[] => [
  ...(wordsIn(languages).every((tag) => LocaleTag.safeParse(tag).success) ? [] : [{ part: 'languages' as const }]),
  ...(numberIn(capacity, 0, mostCases) === null ? [{ part: 'capacity' as const }] : []),
  ...Object.entries(channels).flatMap(([channel, most]) =>
    most.trim() === '' || numberIn(most, 0, mostCases) !== null ? [] : [{ part: 'channel' as const, channel }],
  ),
]

function allOf({ skills, languages, capacity, channels }: AgentDraft): Required<AgentSettings> {
  const limits = Object.entries(channels).flatMap(([channel, most]) => {
    const value = numberIn(most, 0, mostCases)
    return value === null ? [] : [[channel, value] as const]
  })
  return {
    skills: wordsIn(skills),
    languages: wordsIn(languages),
    capacity: numberIn(capacity, 0, mostCases) ?? 0,
    channelCapacity: Object.fromEntries(limits.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What a draft changes of an agent, and nothing else. */
export function agentChanges(agent: Row<'agents'>, draft: AgentDraft): AgentSettings {
  return changedOnly(allOf(agentDraftOf(agent)), allOf(draft))
}
