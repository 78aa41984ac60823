import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { withClocks } from '#shared/clocks/keep-clocks.ts'
import type { ClockRules } from '#shared/clocks/match-policy.ts'
import type { Case } from '#shared/domain/case.ts'
import { mostTimed } from '#shared/mutations/clock-mutations.ts'
import { newId } from '#shared/new-id.ts'
import type { Row, TableName } from '#shared/tables.ts'
import type { SentMutation } from '#shared/sync/protocol.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import { allRows } from '../sync/rows.ts'
import { clockedCases, openCasesAfter, untimedCases } from '../sync/watched-rows.ts'
import { DueClocks } from './due-clocks.ts'

export interface CaseClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 250
/** As many as go into one push beside what windows send. */
const mostTold = 100
const pageRows = 500
const firstId = '00000000-0000-0000-0000-000000000000'

/** What of a queue policies and calendars ask. */
const placeOf = (row: RowWrite['row']): string => JSON.stringify([row?.['teamIds'], row?.['siteIds']])

const isRule = ({ table, row, before }: RowWrite): boolean =>
  table === 'clockPolicies' ||
  table === 'calendars' ||
  (table === 'queues' && placeOf(row) !== placeOf(before?.row ?? null))

/**
 * Makes known what the clocks of cases come to, at most a second late: that one is close, that one is over, and that it has been for so long
 * that the case is raised. Works them out anew where what is promised changed, and for cases that came from outside. All of it are mutations
 * like any other, judged once more when they run; what a stop interrupted is found again at the next start.
 */
export class CaseClocks {
  readonly #ports: CaseClockPorts
  readonly #due = new DueClocks()
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #isTelling = false
  /** Grows whenever every open case has to be looked at. */
  #wanted = 1
  #swept = 0
  #isSweeping = false
  /** Which rules there were when they were last read. */
  #mark = ''
  #isStopped = false

  constructor(ports: CaseClockPorts) {
    this.#ports = ports
    this.#timer = setInterval(() => this.#tick(), tickMs)
  }

  /** Reads every clock there is; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    const { reading } = this.#ports
    let followed: number
    do {
      followed = this.#followed
      const { policies, mark } = await readRules(reading)
      const [clocked, untimed] = await Promise.all([
        clockedCases(reading),
        policies.length === 0 ? [] : untimedCases(reading),
      ])
      if (followed !== this.#followed) continue
      this.#due.load(clocked, untimed)
      if (mark !== this.#mark) this.#wanted += 1
      this.#mark = mark
    } while (followed !== this.#followed)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    this.#due.follow(writes)
    if (writes.some(isRule)) this.#wanted += 1
  }

  /** Another process changed something. */
  reload(): void {
    this.load().catch(this.#ports.failed)
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#timer)
  }

  #tick(): void {
    const { failed } = this.#ports
    this.#tell().catch(failed)
    this.#sweep().catch(failed)
  }

  /** What could not be stored is due again the next time. */
  async #tell(): Promise<void> {
    if (this.#isTelling) return
    this.#isTelling = true
    try {
      for (let isMore = true; isMore && !this.#isStopped;) {
        const due = this.#due.due(this.#now(), mostTold)
        const done = due.length === 0 ? null : await this.#tellOf(due)
        // Whoever is at the end of what is due waits for the next tick, and so does what was not taken.
        isMore = done?.reply.ok === true && due.length === mostTold
      }
    } finally {
      this.#isTelling = false
    }
  }

  #tellOf(due: readonly string[]) {
    return this.#submit(due.length, () =>
      due
        .filter((caseId) => this.#due.isDue(caseId, this.#now()))
        .map((caseId) => this.#mutation('case.tell-clocks', { caseId, eventId: newId() })),
    )
  }

  /** Looks at every open case where the rules changed, then at those that came without times. One after the other: it is in no hurry. */
  async #sweep(): Promise<void> {
    if (this.#isSweeping) return
    this.#isSweeping = true
    try {
      const wanted = this.#wanted
      if (wanted !== this.#swept && (await this.#sweepAll())) this.#swept = wanted
      await this.#timeNew()
    } finally {
      this.#isSweeping = false
    }
  }

  /** False: something could not be stored. */
  async #sweepAll(): Promise<boolean> {
    const { reading } = this.#ports
    const rules = await readRules(reading)
    // Where nobody ever promised anything there is no time to keep.
    for (let after: string | null = rules.policies.length === 0 ? null : firstId; after !== null && !this.#isStopped;) {
      const page: StoredRow[] = await openCasesAfter(reading, after, pageRows)
      const moved = page.filter(({ row }) => isOutOfDate(row as Case, rules, this.#now())).map(({ id }) => id)
      for (let at = 0; at < moved.length; at += mostTimed) {
        if (!(await this.#keepTime(moved.slice(at, at + mostTimed)))) return false
      }
      after = page.length < pageRows ? null : (page.at(-1)?.id ?? null)
    }
    return true
  }

  async #timeNew(): Promise<void> {
    while (this.#due.untimed.size > 0 && !this.#isStopped) {
      const some = [...this.#due.untimed].slice(0, mostTimed)
      const rules = await readRules(this.#ports.reading)
      if (rules.policies.length === 0 || !(await this.#keepTime(some))) return
      // Those that are gone by now do not come back by a batch that is followed.
      for (const id of some) this.#due.untimed.delete(id)
    }
  }

  async #keepTime(caseIds: readonly string[]): Promise<boolean> {
    const done = await this.#submit(1, () => [this.#mutation('case.keep-time', { caseIds })])
    return done.reply.ok
  }

  #submit(size: number, make: () => SentMutation[]) {
    return this.#ports.batcher.submit(size, () => {
      const mutations = make()
      return mutations.length === 0
        ? null
        : { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations }
    })
  }

  #mutation(name: string, args: object): SentMutation {
    return { mid: 1, opId: newId(), name, args, at: this.#now(), dependsOn: [] }
  }

  #now(): string {
    return new Date(this.#ports.now()).toISOString()
  }
}

const isOutOfDate = (row: Case, rules: ClockRules, at: string): boolean =>
  row.times === undefined || withClocks({ ...row, times: row.times }, rules, at).clocks !== row.clocks

/** What clocks go by, and a text that is another when that changed. */
async function readRules(reading: Pool): Promise<ClockRules & { readonly mark: string }> {
  const rows = await allRows(reading, ['clockPolicies', 'calendars', 'queues'], 'clock-rules')
  const of = <T extends TableName>(table: T): Row<T>[] =>
    rows.filter((one) => one.table === table).map(({ row }) => row as unknown as Row<T>)
  const marks = rows.map(({ table, id, version, row }) => `${id} ${table === 'queues' ? placeOf(row) : version}`)
  return {
    policies: of('clockPolicies'),
    calendars: of('calendars'),
    queues: of('queues'),
    mark: marks.toSorted().join(),
  }
}
