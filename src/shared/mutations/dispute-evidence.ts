import { z } from 'zod'
import { Attachment } from '../domain/attachment.ts'
import { Id } from '../domain/base.ts'
import { type Evidence, type SharedEvidence, type WorkedDispute, mostInDispute } from '../domain/dispute.ts'
import { isOpenDispute } from '../domain/dispute-state.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { sha256 } from '../sha256.ts'
import { type Change, type Context, children, create, defineMutation, put, refuse } from './define-mutation.ts'
import { disputeReads, latest, turnOf, which, worked } from './dispute-turns.ts'
import { agentOf } from './escalation-turns.ts'

/** Evidence as it is named. `for`: who may see it beside the desk. */
export const EvidenceGiven = z.strictObject({
  evidenceId: Id,
  of: z.enum(['customer', 'seller', 'desk']),
  for: z.enum(['both', 'customer', 'seller', 'desk']),
  title: z.string().min(1).max(200),
  text: z.string().max(2000),
  file: Attachment.nullable(),
})
export type EvidenceGiven = z.infer<typeof EvidenceGiven>

/** By what two pieces of evidence are the same. */
const hashOf = ({ file, text }: Pick<EvidenceGiven, 'file' | 'text'>): string => file?.sha256 ?? sha256(text.trim())

/** Why this is no evidence that was not there before, or null. `kept`: what one side alone sees, on this case. */
export function evidenceRefusal(
  { id, work }: WorkedDispute,
  kept: readonly Evidence[],
  given: readonly EvidenceGiven[],
): Refusal | null {
  if (given.some(({ file, text }) => file === null && text.trim() === '')) return refuse('bad-arguments', 'text')
  const known = [...work.evidence, ...kept.filter(({ disputeId }) => disputeId === id)]
  if (known.length + given.length > mostInDispute.evidence) return refuse('too-many')
  const hashes = new Set(known.map((one) => one.sha256))
  for (const one of given) {
    if (hashes.has(hashOf(one))) return refuse('evidence-not-new')
    hashes.add(hashOf(one))
  }
  return null
}

/** The evidence as it is kept: what both may see within the dispute, the rest in rows below the case. */
export function keptEvidence(
  { id, work }: WorkedDispute,
  context: Context,
  given: readonly EvidenceGiven[],
): { readonly shared: SharedEvidence[]; readonly changes: Change[] } {
  const by = agentOf(context)
  const rowOf = (one: EvidenceGiven): SharedEvidence => ({
    id: one.evidenceId,
    of: one.of,
    title: one.title,
    text: one.text,
    file: one.file,
    sha256: hashOf(one),
    at: context.at,
    byAgentId: by?.id ?? id,
    byName: by?.name ?? '',
  })
  return {
    shared: given.filter((one) => one.for === 'both').map(rowOf),
    changes: given.flatMap((one) =>
      one.for === 'both'
        ? []
        : [create('evidence', { ...rowOf(one), caseId: work.caseId, disputeId: id, for: one.for })],
    ),
  }
}

/** Writes down what a side shows, or what the desk found. What one side alone may see leaves no trace for the other. */
export const disputeAddEvidence = defineMutation({
  name: 'dispute.add-evidence',
  by: 'agent',
  args: z.strictObject({ ...which, evidence: EvidenceGiven }),
  reads: (args) => ({ ...disputeReads(args), kept: children('evidence', args.caseId) }),
  apply(found, args, context) {
    if (!can(context.actor).dispute(found.row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const { work } = on.dispute
    if (!isOpenDispute(work.state)) return refuse('dispute-moved-on', work.state)
    const refusal = evidenceRefusal(on.dispute, found.kept, [args.evidence])
    if (refusal !== null) return refusal
    const { shared, changes } = keptEvidence(on.dispute, context, [args.evidence])
    if (shared.length === 0) return { changes }
    const side = args.evidence.of === 'desk' ? null : args.evidence.of
    const turn = turnOf(context, { what: 'evidence', to: work.state, side })
    const next = {
      ...work,
      evidence: [...work.evidence, ...shared],
      turns: latest([...work.turns, turn], mostInDispute.turns),
    }
    return { changes: [put('disputes', { ...on.dispute, work: next })] }
  },
})
