import { isMerged } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { findCases } from '#renderer/commands/shown-cases.ts'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { apart, say, sayDay } from '#renderer/words/say.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type CaseRow = Row<'cases'>

const mostFound = 30
const mostOfParty = 20
// Instants are of one form, so that their signs say which is later.
const byLatest = (a: CaseRow, b: CaseRow): number => (a.updatedAt < b.updatedAt ? 1 : -1)

const itemOf = (row: CaseRow, group: string): PickItem => ({
  id: row.id,
  label: `${row.number} ${apart(row.partyName)}`,
  detail: `${apart(row.subject)} · ${say(`status.${row.status}`)} · ${sayDay(row.updatedAt)}`,
  group,
})

/**
 * Which other case is meant: those it is linked with, those of the same party, about the same order, and those in the other tabs; whatever a
 * search finds once something is typed. `isMeant` leaves out what cannot be.
 */
export function otherCases(
  workspace: Workspace,
  row: CaseRow,
  tabs: readonly string[],
  isMeant: (other: CaseRow) => boolean = () => true,
): (query: string) => readonly PickItem[] {
  const isOther = (other: CaseRow): boolean => other.id !== row.id && isMeant(other)
  const near = nearCases(workspace, row, tabs, isOther)
  return (query) => {
    if (query.trim() === '') return near
    return findCases(workspace, query, mostFound)
      .filter(isOther)
      .map((other) => itemOf(other, ''))
  }
}

function nearCases(
  workspace: Workspace,
  row: CaseRow,
  tabs: readonly string[],
  isOther: (other: CaseRow) => boolean,
): PickItem[] {
  const linked = new Set(row.links?.map(({ caseId }) => caseId))
  const groups = [
    { name: say('picker.others-linked'), has: ({ id }: CaseRow) => linked.has(id) },
    {
      name: say('picker.others-party', { name: row.partyName }),
      has: (one: CaseRow) => one.partyIds.includes(row.partyId),
    },
    { name: say('picker.others-order'), has: (one: CaseRow) => one.orderIds.some((id) => row.orderIds.includes(id)) },
    { name: say('picker.others-tabs'), has: ({ id }: CaseRow) => tabs.includes(id) },
  ]
  // Of tens of thousands only the few that are near are put in order.
  const all = workspace
    .all('cases')
    .filter((one) => groups.some(({ has }) => has(one)) && isOther(one))
    .sort(byLatest)
  const taken = new Set<string>()
  return groups.flatMap(({ name, has }) => {
    const found = all.filter((one) => !taken.has(one.id) && has(one)).slice(0, mostOfParty)
    for (const { id } of found) taken.add(id)
    return found.map((one) => itemOf(one, name))
  })
}

/** Whether another case can still be merged into this one. */
export const takesMerges = (row: CaseRow): boolean => row.status !== 'closed' && !isMerged(row)
