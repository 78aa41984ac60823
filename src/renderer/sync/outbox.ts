import type { Incident } from '#shared/sync/incident.ts'
import { type MutationResult, limits } from '#shared/sync/protocol.ts'
import type { Refusal } from '#shared/refusals.ts'
import type { AcknowledgedEntry, Draft, OutboxDisk, OutboxEntry, ParkedEntry } from './disk.ts'
import { acknowledgedFor } from './outbox-records.ts'

/** What the agent did and wrote that the service has not yet answered for: in memory, and on its own disk. */
export class Outbox {
  readonly #disk: OutboxDisk
  readonly #entries = new Map<string, OutboxEntry>()
  readonly #saved = new Set<string>()
  readonly #unsafe = new Set<string>()
  readonly #parked = new Map<string, ParkedEntry>()
  readonly #drafts = new Map<string, Draft>()
  /** What was settled, and decided, since this window opened. */
  readonly #settled = new Set<string>()
  readonly #decided = new Set<string>()
  /** Parked in memory, and not on the disk yet. */
  readonly #unkept = new Set<string>()
  readonly #acknowledged = new Map<string, AcknowledgedEntry>()
  #incidents: readonly Incident[] = []
  #isSecondHome = true
  #nextSeq = 1

  constructor(disk: OutboxDisk) {
    this.#disk = disk
  }

  async load(): Promise<void> {
    const { entries, parked, drafts, acknowledged, incidents, isSecondHome } = await this.#disk.load()
    this.#incidents = incidents
    this.#isSecondHome = isSecondHome
    for (const entry of acknowledged) {
      this.#acknowledged.set(entry.opId, entry)
      this.#count(entry)
    }
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
      this.#keep(entry)
      this.#saved.add(entry.opId)
    }
    for (const entry of parked) this.#parked.set(entry.opId, entry)
    for (const draft of drafts) this.#drafts.set(draft.caseId, draft)
  }

  /**
   * Takes in what other windows of this agent wrote, and lets go of what became of it there [S20]. What was settled here does not come
   * back, though the disk may not have that yet. Answers whether anything changed.
   */
  async pickUp(): Promise<boolean> {
    const { entries, parked, drafts, acknowledged } = await this.#disk.refresh()
    const done = new Set([...acknowledged, ...parked].map(({ opId }) => opId))
    const gone = this.entries().filter(({ opId }) => done.has(opId) && this.#saved.has(opId))
    const come = entries.filter(({ opId }) => !this.#entries.has(opId) && !this.#settled.has(opId))
    for (const { opId } of gone) this.#let(opId)
    for (const entry of come) this.#saved.add(entry.opId)
    for (const entry of acknowledged) {
      this.#acknowledged.set(entry.opId, entry)
      this.#count(entry)
    }
    const isNews = this.#takeOthers(parked, drafts)
    if (come.length > 0) this.#order([...this.#entries.values(), ...come])
    return isNews || gone.length + come.length > 0
  }

  /** What was found wrong with the outbox when it was opened [S10][S11]. */
  get incidents(): readonly Incident[] {
    return this.#incidents
  }

  /** False where what the agent writes is kept in one place only, because this computer has no second one [S9]. */
  get isSecondHome(): boolean {
    return this.#isSecondHome
  }

  /** Whether so much waits that the agent should know. It is a warning: nothing is ever refused or let go of for it [S21]. */
  get isCrowded(): boolean {
    return this.#entries.size >= limits.outboxWarning
  }

  get nextSeq(): number {
    return this.#nextSeq
  }

  /** How many wait. */
  get size(): number {
    return this.#entries.size
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

  /** How many wait in memory alone, because the disk refused them. */
  get unsafe(): number {
    return this.#unsafe.size
  }

  /** Takes a mutation in. Resolves when it is on disk; rejects when the disk refused it. */
  async add(entry: OutboxEntry): Promise<void> {
    this.#keep(entry)
    try {
      await this.#save(entry)
    } catch (error) {
      // The service may have answered for it meanwhile.
      if (this.#entries.has(entry.opId)) this.#unsafe.add(entry.opId)
      throw error
    }
    // A disk that takes this takes, by now, what it refused before.
    if (this.#unsafe.size > 0) await this.saveAgain().catch(() => undefined)
  }

  /** Offers the disk once more what it refused. Rejects where it still refuses some of it. */
  async saveAgain(): Promise<void> {
    // In one go: one that is settled while the disk writes must not be put back as waiting.
    const unsafe = this.entries().filter(({ opId }) => this.#unsafe.has(opId))
    await Promise.all(unsafe.map((entry) => this.#save(entry)))
  }

  /** A refusal, and those of the waiting mutations that depend on what is refused [S15]. */
  refusedWith(opId: string, refusal: Refusal): MutationResult[] {
    const results = new Map<string, Refusal>([[opId, refusal]])
    for (const entry of this.#entries.values()) {
      if (entry.dependsOn.some((id) => results.has(id))) results.set(entry.opId, { refused: 'dependency-refused' })
    }
    return [...results].map(([id, outcome]) => ({ opId: id, outcome }))
  }

  /**
   * Takes settled mutations out of memory and parks the refused ones; `keep` writes that to disk, `keepParked` of the refused ones only:
   * where the truth that holds the others could not be kept.
   */
  settle(
    results: readonly MutationResult[],
    at: string,
  ): { keep: () => Promise<void>; keepParked: () => Promise<void> } {
    const parked: ParkedEntry[] = []
    const applied: string[] = []
    for (const { opId, outcome } of results) {
      const entry = this.#entries.get(opId)
      if (entry === undefined) continue
      if ('refused' in outcome) parked.push(parkedEntry(entry, outcome, at))
      else {
        applied.push(opId)
        this.#acknowledged.set(opId, { ...entry, acknowledgedAt: at })
      }
      this.#let(opId)
    }
    for (const entry of parked) {
      this.#parked.set(entry.opId, entry)
      this.#unkept.add(entry.opId)
    }
    const keep = async (isApplied: boolean): Promise<void> => {
      await Promise.all([this.#disk.settle({ at, applied: isApplied ? applied : [], parked }), this.#forget(at)])
      for (const { opId } of parked) this.#unkept.delete(opId)
    }
    return { keep: () => keep(true), keepParked: () => keep(false) }
  }

  /**
   * Puts every mutation that was acknowledged lately back among those that wait, under their own opIds: a service that still knows them
   * gives the same outcome again [S2][S23]. In the order in which they were named: one that still waits may be older than one that was
   * acknowledged, where its own acknowledgement was lost with a disk [S3]. They wait when this returns; it resolves to how many they are
   * once both homes have that.
   */
  async offerAgain(): Promise<number> {
    const waiting = this.entries()
    const offered = [...this.#acknowledged.values()].map(({ acknowledgedAt: _, ...entry }) => ({
      ...entry,
      offers: (entry.offers ?? 0) + 1,
    }))
    this.#acknowledged.clear()
    this.#order([...offered, ...waiting])
    // Each home has them under one name or the other, whatever becomes of the write.
    for (const { opId } of offered) {
      this.#saved.add(opId)
      this.#settled.delete(opId)
    }
    await this.#disk.offerAgain(offered)
    return offered.length
  }

  unpark(opId: string): Promise<void> {
    this.#parked.delete(opId)
    this.#decided.add(opId)
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

  /** It waits no more. */
  #let(opId: string): void {
    this.#entries.delete(opId)
    this.#saved.delete(opId)
    this.#unsafe.delete(opId)
    this.#settled.add(opId)
  }

  /** Another window has settled these: what became of them is on the disk, or soon will be [S20]. */
  settledElsewhere(opIds: readonly string[]): void {
    for (const opId of opIds) this.#let(opId)
  }

  /** Parked mutations and drafts as all windows together have them. */
  #takeOthers(parked: readonly ParkedEntry[], drafts: readonly Draft[]): boolean {
    const before = JSON.stringify([[...this.#parked.keys()], this.drafts()])
    const onDisk = new Set(parked.map(({ opId }) => opId))
    const isDecided = (opId: string): boolean => !onDisk.has(opId) && !this.#unkept.has(opId)
    for (const opId of this.#parked.keys()) if (isDecided(opId)) this.#parked.delete(opId)
    for (const entry of parked) if (!this.#decided.has(entry.opId)) this.#parked.set(entry.opId, entry)
    this.#drafts.clear()
    for (const draft of drafts) this.#drafts.set(draft.caseId, draft)
    return before !== JSON.stringify([[...this.#parked.keys()], this.drafts()])
  }

  #order(entries: readonly OutboxEntry[]): void {
    this.#entries.clear()
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) this.#keep(entry)
  }

  async #save(entry: OutboxEntry): Promise<void> {
    await this.#disk.add(entry)
    this.#unsafe.delete(entry.opId)
    this.#saved.add(entry.opId)
  }

  #keep(entry: OutboxEntry): void {
    this.#entries.set(entry.opId, entry)
    this.#count(entry)
  }

  #count({ seq }: OutboxEntry): void {
    this.#nextSeq = Math.max(this.#nextSeq, seq + 1)
  }

  async #forget(at: string): Promise<void> {
    const before = new Date(Date.parse(at) - acknowledgedFor).toISOString()
    const old = [...this.#acknowledged.values()].filter(({ acknowledgedAt }) => acknowledgedAt < before)
    for (const { opId } of old) this.#acknowledged.delete(opId)
    if (old.length > 0) await this.#disk.forgetAcknowledged(before)
  }
}

const parkedEntry = (entry: OutboxEntry, { refused, about }: Refusal, parkedAt: string): ParkedEntry => ({
  ...entry,
  refused,
  about,
  parkedAt,
})
