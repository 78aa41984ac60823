import { z } from 'zod'
import { Agent, capacityOf } from '../domain/agent.ts'
import { Id, LocaleTag } from '../domain/base.ts'
import { can } from '../permissions.ts'
import { defineMutation, one, put, refuse } from './define-mutation.ts'
import { differences, noted, tidied } from './setting-changes.ts'

/** What an agent can do, and how much. Only what is said changes. */
export const AgentSettings = z
  .strictObject({
    skills: z.array(z.string().trim().min(1).max(60)).max(60),
    languages: z.array(LocaleTag).max(30),
    capacity: z.number().int().min(0).max(100),
    channelCapacity: Agent.shape.channelCapacity.unwrap(),
  })
  .partial()
export type AgentSettings = z.infer<typeof AgentSettings>

const mostChannels = 12
/** What somebody can do of whom nothing is said. */
const usual = { skills: [], languages: [], capacity: capacityOf({}), channelCapacity: {} } as const

/** Says what an agent can do, and how many cases they are given at most. What they have already stays theirs. */
export const agentEquip = defineMutation({
  name: 'agent.equip',
  by: 'agent',
  args: z.strictObject({ agentId: Id, changeId: Id, set: AgentSettings }),
  reads: (args) => ({ agent: one('agents', args.agentId) }),
  apply({ agent }, { changeId, set }, context) {
    if (!can(context.actor).equip(agent)) return refuse('not-allowed')
    if (!agent.active) return refuse('not-an-agent')
    const said = tidied(set)
    if (Object.keys(said.channelCapacity ?? {}).length > mostChannels) return refuse('bad-arguments', 'channelCapacity')
    const changes = differences({ ...usual, ...agent }, said)
    if (changes.length === 0) return { changes: [] }
    const entry = { id: changeId, of: 'agents' as const, rowId: agent.id, name: agent.name }
    return { changes: [put('agents', { ...agent, ...said }), ...noted(entry, changes, context)] }
  },
})
