import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import { newId } from '#shared/new-id.ts'
import { say } from '#renderer/words/say.ts'
import type { BulkStep } from './bulk-run.ts'
import { afterEscalation } from './case-actions.ts'
import type { CaseRow } from './case-list.ts'
import { linkCases, unlinkCases } from './relation-actions.ts'
import type { Named, Workspace } from './workspace.ts'

/** One decision for all of them. */
export type DecidedForAll = Pick<ArgsOf<'escalation.decide'>, 'decision' | 'replyText' | 'code' | 'incident'>

/** Takes a decision back that was handed back and told nobody yet. */
export const takeDecisionBack = (
  workspace: Workspace,
  of: { readonly caseId: string; readonly escalationId: string },
  after: readonly string[] = afterEscalation(workspace, of.caseId),
): Named => workspace.mutate('escalation.take-back', { ...of, eventId: newId() }, [...after])

/** Decides the escalation of every case: what has none, or one that another holds, is left and told. */
export const decideStep = (workspace: Workspace, decided: DecidedForAll): BulkStep => ({
  title:
    decided.incident === null
      ? say('incident.step-selected')
      : say('incident.step', { number: decided.incident.number }),
  apply: ({ id: caseId, escalation }) => {
    if (escalation === null) return { why: say('incident.not-escalated') }
    const { id: escalationId, queueId } = escalation
    const args = { caseId, escalationId, queueId, eventId: newId(), ...decided }
    return workspace.mutate('escalation.decide', args, afterEscalation(workspace, caseId))
  },
  back: (before, now, { opId }) =>
    now.escalation?.state !== 'handed-back' || now.escalation.id !== before.escalation?.id
      ? null
      : takeDecisionBack(workspace, { caseId: now.id, escalationId: now.escalation.id }, [opId]),
})

/** Links every case with the one that an incident goes by. */
export const linkStep = (workspace: Workspace, lead: Pick<CaseRow, 'id' | 'number'>): BulkStep => ({
  title: say('bulk.link', { number: lead.number }),
  apply: ({ id }) => linkCases(workspace, id, lead.id),
  back: ({ id, links = [] }) =>
    links.some(({ caseId, kind }) => caseId === lead.id && kind === 'related')
      ? null
      : unlinkCases(workspace, id, lead.id),
})
