import { stableId } from '#service/stable-id.ts'
import type { TableName } from '#shared/tables.ts'
import type { SourceRecord } from '../source-record.ts'

export const system = 'zendesk'

/** The id of a row that comes from Zendesk: from its table and its id there, so that a second import finds it. */
export const zendeskId = (table: TableName | 'sop-groups', ...externalId: string[]): string =>
  stableId('import', system, table, ...externalId)

/** Where a row came from; `reference` is what the source system called it besides its id. */
export function zendeskSource(record: SourceRecord, externalId: string): { system: string; externalId: string } {
  const reference = record.text('external_id', 200)
  return { system, externalId, ...(reference === null ? {} : { reference }) }
}

/** A user as tickets need to know them. `partyId` is theirs as someone who is answered, also where they are an agent as well. */
export interface KnownUser {
  readonly externalId: string
  readonly name: string
  readonly isAgent: boolean
  readonly partyId: string
  readonly agentId: string
  readonly locale: string | null
}

export interface KnownOrder {
  readonly id: string
  readonly number: string
  readonly partyIds: readonly string[]
}

export interface KnownEscalation {
  readonly record: SourceRecord
  readonly ticketId: string
  readonly to: string
}

/** What was read so far and is named by what comes later, by Zendesk's ids. */
export class ZendeskBook {
  readonly users = new Map<string, KnownUser>()
  /** The records of the agents, who get their row last. */
  readonly agents = new Map<string, SourceRecord>()
  /** Agents who ask for something, too, and so are parties as well. */
  readonly askingAgents = new Set<string>()
  /** Requesters whom no line describes, by the id the tickets give them. */
  readonly unknownRequesters = new Set<string>()
  readonly sellers = new Map<string, string>()
  /** By id and by the number that customers know. */
  readonly orders = new Map<string, KnownOrder>()
  readonly queues = new Map<string, { readonly id: string; readonly name: string }>()
  /** Groups that tickets name and no line describes; empty for tickets of no group. */
  readonly unknownGroups = new Set<string>()
  readonly escalationQueues = new Map<string, string>()
  readonly fieldTitles = new Map<string, string>()
  /** By ticket. */
  readonly escalations = new Map<string, KnownEscalation[]>()
  /** The groups that each agent worked in, by the agent's id. */
  readonly groupsOf = new Map<string, Set<string>>()

  worked(agentId: string, groupId: string): void {
    const groups = this.groupsOf.get(agentId) ?? new Set()
    this.groupsOf.set(agentId, groups.add(groupId))
  }
}
