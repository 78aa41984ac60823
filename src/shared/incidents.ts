import type { Case } from './domain/case.ts'
import { isWithTier2 } from './domain/escalation-state.ts'

/** Cases that hang together by links, several of which wait for Tier 2: one decision may do for all of them. */
export interface Incident {
  /** The case that most others are linked with; not always one that the agent sees. */
  readonly lead: { readonly caseId: string; readonly number: string }
  /** Those of them that Tier 2 has to decide. */
  readonly caseIds: readonly string[]
}

/** Fewer are no incident. */
const fewest = 2

const isForTier2 = ({ escalation }: Case): boolean => escalation !== null && isWithTier2(escalation.state)

/** Which group each case is in, by the id of any one of the group: union-find over the links (Galler and Fischer, 1964). */
class Groups {
  readonly #parents = new Map<string, string>()

  rootOf(id: string): string {
    let root = id
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up
    // The way is shorter the next time.
    for (let at = id; at !== root;) {
      const up = this.#parents.get(at) ?? root
      this.#parents.set(at, root)
      at = up
    }
    return root
  }

  join(a: string, b: string): void {
    const [x, y] = [this.rootOf(a), this.rootOf(b)]
    if (x !== y) this.#parents.set(x, y)
  }
}

/** Every incident among these cases, the largest first. Cases hang together through one that is not among them, too. */
export function incidentsOf(cases: readonly Case[]): Incident[] {
  const groups = new Groups()
  const numbers = new Map<string, string>()
  const ties = new Map<string, number>()
  const tie = (id: string, number: string): void => {
    numbers.set(id, number)
    ties.set(id, (ties.get(id) ?? 0) + 1)
  }
  for (const row of cases) {
    for (const link of row.links ?? []) {
      if (link.kind !== 'related') continue
      groups.join(row.id, link.caseId)
      tie(link.caseId, link.number)
      numbers.set(row.id, row.number)
    }
  }
  const found = new Map<string, string[]>()
  for (const row of cases) {
    if (!numbers.has(row.id) || !isForTier2(row)) continue
    const root = groups.rootOf(row.id)
    found.set(root, [...(found.get(root) ?? []), row.id])
  }
  // Of two with as many links the one that came first: the same on every computer.
  const isBefore = (a: string, b: string): boolean => {
    const more = (ties.get(a) ?? 0) - (ties.get(b) ?? 0)
    return (
      more > 0 ||
      (more === 0 && (numbers.get(a) ?? '').localeCompare(numbers.get(b) ?? '', 'en', { numeric: true }) < 0)
    )
  }
  const leads = new Map<string, string>()
  for (const id of numbers.keys()) {
    const root = groups.rootOf(id)
    const lead = leads.get(root)
    if (lead === undefined || isBefore(id, lead)) leads.set(root, id)
  }
  return [...found]
    .filter(([, caseIds]) => caseIds.length >= fewest)
    .map(([root, caseIds]) => {
      const caseId = leads.get(root) ?? root
      return { lead: { caseId, number: numbers.get(caseId) ?? '' }, caseIds }
    })
    .sort((a, b) => b.caseIds.length - a.caseIds.length || a.lead.number.localeCompare(b.lead.number, 'en'))
}
