import type { Queue, SopGate } from './domain/queue.ts'
import type { SopMarks } from './domain/sop-mark.ts'

/** What an agent still has to acknowledge before they are given a case of a market out of a queue; `at` an instant. */
export function owedSops(
  { sopGates = [] }: Pick<Queue, 'sopGates'>,
  market: string,
  marks: SopMarks | undefined,
  at: string,
): SopGate[] {
  const owed = sopGates.filter(
    ({ markets, from }) => (markets === null || markets.includes(market)) && (from === null || from <= at),
  )
  return owed.filter(({ groupId, version }) => acknowledgedVersion(marks, groupId) < version)
}

/** The latest version that an agent acknowledged; 0: none. */
export const acknowledgedVersion = (marks: SopMarks | undefined, groupId: string): number =>
  marks?.marks.find((mark) => mark.groupId === groupId)?.acknowledged?.version ?? 0

/** The gates of a queue when a version is published: one that is to be acknowledged anew asks for that from when it holds. */
export function gatesWith(gates: readonly SopGate[], gate: SopGate): SopGate[] {
  const others = gates.filter(
    ({ groupId, version }) => groupId !== gate.groupId || (gate.from !== null && version < gate.version),
  )
  return [...others, gate]
}
