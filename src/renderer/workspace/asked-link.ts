import type { Row } from '#shared/tables.ts'
import type { SyncState } from './workspace.ts'

type CaseRow = Row<'cases'>

/** What a link needs of the desk that it leads into. */
export interface LinkDesk {
  /** The cases that the agent sees with this number, or the one with this id. */
  readonly find: (caseRef: string) => readonly CaseRow[]
  readonly sync: () => Pick<SyncState, 'connection' | 'isCaughtUp' | 'download'>
  /** Whether something lies over the desk: what is written there is about the case that is open. */
  readonly isCovered: () => boolean
  readonly open: (row: CaseRow) => void
  /** Several cases have this number. */
  readonly list: (caseRef: string) => void
  readonly say: (what: 'waits' | 'missing' | 'unreachable', caseRef: string) => void
  /** Never set back or forward, in milliseconds. */
  readonly now: () => number
}

/** So long is a case waited for that is not on this computer, in milliseconds: later, whoever asked for it does something else. */
const patienceMs = 20_000

/** Leads to the case that a link names as soon as that can be: not before the first copy is here, and not over a dialog. */
export class AskedLink {
  #asked: { readonly caseRef: string; since: number } | null = null

  /** A link was followed; the one before it does not count any more. */
  ask(caseRef: string, desk: LinkDesk): void {
    this.#asked = { caseRef, since: desk.now() }
    if (desk.isCovered()) desk.say('waits', caseRef)
  }

  /** Tries what was asked for last. True: it has to be tried again, when something has changed or a moment has passed. */
  look(desk: LinkDesk): boolean {
    const asked = this.#asked
    if (asked === null) return false
    if (desk.isCovered()) {
      // The time begins when the dialog is closed.
      asked.since = desk.now()
      return true
    }
    const found = desk.find(asked.caseRef)
    const [only] = found
    const standing = only === undefined ? standingOf(desk, asked) : 'all'
    if (standing === 'waits') return true
    this.#asked = null
    if (only === undefined) desk.say(standing === 'over' ? 'unreachable' : 'missing', asked.caseRef)
    else if (found.length === 1) desk.open(only)
    else desk.list(asked.caseRef)
    return false
  }
}

/** Whether a case that is not here may still come. `all`: everything that the agent sees is here. */
function standingOf({ sync, now }: LinkDesk, asked: { since: number }): 'all' | 'waits' | 'over' {
  const { connection, isCaughtUp, download } = sync()
  if (download !== null) {
    asked.since = now()
    return 'waits'
  }
  if (connection === 'online' && isCaughtUp) return 'all'
  return now() - asked.since < patienceMs ? 'waits' : 'over'
}
