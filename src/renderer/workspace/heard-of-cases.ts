import type { CaseRow } from './case-list.ts'
import { type NewForMe, newForMe } from './new-for-me.ts'
import { type ToldClock, newlyTold } from './told-clocks.ts'

/** What one agent is to hear of as cases change, kept until somebody asks. */
export class HeardOfCases {
  readonly #who: { readonly me: { readonly id: string } }
  #told: ToldClock[] = []
  #news: NewForMe[] = []

  constructor(who: { readonly me: { readonly id: string } }) {
    this.#who = who
  }

  /** A case is another than before: it changed, came into sight or went out of it. */
  hear(before: CaseRow | undefined, now: CaseRow | undefined): void {
    if (now === undefined) return
    const { id } = this.#who.me
    const kind = newForMe(before, now, id)
    if (kind !== null) this.#news.push({ row: now, kind })
    if (before === undefined || now.assigneeId !== id) return
    const told = newlyTold(before, now)
    if (told !== null) this.#told.push(told)
  }

  /** What was made known of the clocks of this agent's cases since the last time this was asked. */
  takeTold(): readonly ToldClock[] {
    const told = this.#told
    if (told.length > 0) this.#told = []
    return told
  }

  /** What is new for this agent since the last time this was asked. */
  takeNews(): readonly NewForMe[] {
    const news = this.#news
    if (news.length > 0) this.#news = []
    return news
  }
}
