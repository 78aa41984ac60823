import type { MutationResult } from '#shared/sync/protocol.ts'
import type { Refusal } from '#shared/refusals.ts'
import type { Draft, OutboxDisk, OutboxEntry, ParkedEntry } from './disk.ts'

/** What the agent did and wrote that the service has not yet answered for: in memory, and on its own disk. */
export class Outbox {
  readonly #disk: OutboxDisk
  readonly #entries = new Map<string, OutboxEntry>()
  readonly #saved = new Set<string>()
  readonly #unsafe = new Set<string>()
  readonly #parked = new Map<string, ParkedEntry>()
  readonly #drafts = new Map<string, Draft>()
  #nextSeq = 1

  constructor(disk: OutboxDisk) {
    this.#disk = disk
  }

  async load(): Promise<void> {
    const { entries, parked, drafts } = await this.#disk.load()
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
      this.#keep(entry)
      this.#saved.add(entry.opId)
    }
    for (const entry of parked) this.#parked.set(entry.opId, entry)
    for (const draft of drafts) this.#drafts.set(draft.caseId, draft)
  }

  get nextSeq(): number {
    return this.#nextSeq
  }

  has(opId: string): boolean {
    return this.#entries.has(opId)
  }

  /** Waiting mutations, oldest first. */
  entries(): readonly OutboxEntry[] {
    return [...this.#entries.values()]
  }

  /**
   * Those that may be sent: the oldest ones up to the first that is still being saved, so that order is kept. One that the disk refused
   * is sent all the same: it is safer with the service than in memory alone.
   */
  sendable(): readonly OutboxEntry[] {
    const entries = this.entries()
    const firstUnsaved = entries.findIndex(({ opId }) => !this.#saved.has(opId) && !this.#unsafe.has(opId))
    return firstUnsaved === -1 ? entries : entries.slice(0, firstUnsaved)
  }

  isSaved(opId: string): boolean {
    return this.#saved.has(opId)
  }

  parked(): readonly ParkedEntry[] {
    return [...this.#parked.values()]
  }

  draft(caseId: string): Draft | undefined {
    return this.#drafts.get(caseId)
  }

  drafts(): readonly Draft[] {
    return [...this.#drafts.values()]
  }

  /** Takes a mutation in. Resolves when it is on disk; rejects when the disk refused it. */
  async add(entry: OutboxEntry): Promise<void> {
    this.#keep(entry)
    try {
      await this.#disk.add(entry)
      this.#saved.add(entry.opId)
    } catch (error) {
      this.#unsafe.add(entry.opId)
      throw error
    }
  }

  /** Takes settled mutations out of memory and parks the refused ones; `keep` writes that to disk. */
  settle(results: readonly MutationResult[], parkedAt: string): { keep: () => Promise<void> } {
    const parked: ParkedEntry[] = []
    for (const { opId, outcome } of results) {
      const entry = this.#entries.get(opId)
      if (entry !== undefined && 'refused' in outcome) parked.push(parkedEntry(entry, outcome, parkedAt))
      this.#entries.delete(opId)
      this.#saved.delete(opId)
      this.#unsafe.delete(opId)
    }
    for (const entry of parked) this.#parked.set(entry.opId, entry)
    return {
      keep: () =>
        this.#disk.settle(
          results.map(({ opId }) => opId),
          parked,
        ),
    }
  }

  unpark(opId: string): Promise<void> {
    this.#parked.delete(opId)
    return this.#disk.unpark(opId)
  }

  saveDraft(draft: Draft): Promise<void> {
    this.#drafts.set(draft.caseId, draft)
    return this.#disk.saveDraft(draft)
  }

  dropDraft(caseId: string): Promise<void> {
    if (!this.#drafts.delete(caseId)) return Promise.resolve()
    return this.#disk.dropDraft(caseId)
  }

  #keep(entry: OutboxEntry): void {
    this.#entries.set(entry.opId, entry)
    this.#nextSeq = Math.max(this.#nextSeq, entry.seq + 1)
  }
}

const parkedEntry = (entry: OutboxEntry, { refused, about }: Refusal, parkedAt: string): ParkedEntry => ({
  ...entry,
  refused,
  about,
  parkedAt,
})
