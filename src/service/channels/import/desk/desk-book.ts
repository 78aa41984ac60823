import { stableId } from '#service/stable-id.ts'
import type { Role } from '#shared/domain/agent.ts'
import type { PartyKind } from '#shared/domain/party.ts'
import type { TableName } from '#shared/tables.ts'
import type { Place } from '../import-report.ts'
import type { Json } from '../source-record.ts'

/** Someone who is answered, as a source tells of them. Locale and market as we write them. */
export interface PartyFacts {
  readonly externalId: string
  readonly kind: PartyKind
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly locale: string | null
  readonly market: string
  readonly tags: readonly string[]
  readonly createdAt: string | null
  readonly fields: { readonly [name: string]: Json }
  readonly reference?: string | null
}

/** Someone who answers. `externalQueueIds`: the queues they work in as far as the source says so itself. */
export interface AgentFacts {
  readonly externalId: string
  readonly name: string
  readonly role: Role
  readonly locale: string | null
  readonly isActive: boolean
  readonly externalQueueIds: readonly string[]
}

/** A party by its row's id. */
export interface KnownParty {
  readonly id: string
  readonly kind: PartyKind
  readonly name: string
  readonly locale: string | null
  readonly market: string
}

export interface KnownAgent {
  readonly id: string
  readonly externalId: string
  readonly name: string
}

export interface KnownQueue {
  readonly id: string
  readonly name: string
}

interface KeptAgent {
  readonly facts: AgentFacts
  readonly place: Place
  readonly queueIds: Set<string>
}

/**
 * What was read of one system so far and is named by what comes later, by the ids it has there. Every row's id follows from the system, the
 * table and the id there, so that a second import finds it.
 */
export class DeskBook {
  readonly system: string
  readonly #parties = new Map<string, KnownParty>()
  readonly #agents = new Map<string, KeptAgent>()
  readonly #agentsById = new Map<string, KeptAgent>()
  readonly #queues = new Map<string, KnownQueue>()
  /** Parties that only cases tell of, and queues that no line describes: they get their row last. */
  readonly mentioned = new Map<string, { readonly id: string; readonly facts: PartyFacts }>()
  readonly unknownQueues = new Map<string, KnownQueue>()

  constructor(system: string) {
    this.system = system
  }

  id(table: TableName, ...externalId: readonly string[]): string {
    return stableId('import', this.system, table, ...externalId)
  }

  source(externalId: string, reference?: string | null): { system: string; externalId: string; reference?: string } {
    const named = reference === undefined || reference === null || reference === '' ? {} : { reference }
    return { system: this.system, externalId: externalId.slice(0, 200), ...named }
  }

  noteParty(facts: PartyFacts, id: string): KnownParty {
    const { kind, name, locale, market } = facts
    const known = { id, kind, name, locale, market }
    this.#parties.set(facts.externalId, known)
    return known
  }

  party(externalId: string | null): KnownParty | null {
    return externalId === null ? null : (this.#parties.get(externalId) ?? null)
  }

  noteAgent(facts: AgentFacts, place: Place): void {
    const queueIds = facts.externalQueueIds.flatMap((queue) => this.#queues.get(queue)?.id ?? [])
    const kept = { facts, place, queueIds: new Set(queueIds) }
    this.#agents.set(facts.externalId, kept)
    this.#agentsById.set(this.id('agents', facts.externalId), kept)
  }

  agent(externalId: string | null): KnownAgent | null {
    const kept = externalId === null ? undefined : this.#agents.get(externalId)
    return kept === undefined
      ? null
      : { id: this.id('agents', kept.facts.externalId), externalId: kept.facts.externalId, name: kept.facts.name }
  }

  agents(): Iterable<KeptAgent> {
    return this.#agents.values()
  }

  /** Who worked on a case of a queue sees that queue from now on. Both by the ids of their rows. */
  worked(agentId: string, queueId: string): void {
    this.#agentsById.get(agentId)?.queueIds.add(queueId)
  }

  noteQueue(externalId: string, queue: KnownQueue): void {
    this.#queues.set(externalId, queue)
  }

  queue(externalId: string | null): KnownQueue | null {
    return externalId === null ? null : (this.#queues.get(externalId) ?? null)
  }

  /** The queue that goes by a name, as exports for people write it. */
  queueCalled(name: string): KnownQueue | null {
    const wanted = name.trim().toLowerCase()
    return [...this.#queues.values()].find((queue) => queue.name.toLowerCase() === wanted) ?? null
  }

  get queueCount(): number {
    return this.#queues.size
  }
}
