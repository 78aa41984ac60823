import type { Case } from '#shared/domain/case.ts'
import type { AnyRow } from '#shared/tables.ts'
import { type TestRow, idOf } from '../world.ts'

const at = '2026-11-22T07:00:00.000Z'

/** How much Tier 1 may give back in a market. */
export const limitRow = (market: string): AnyRow => ({
  id: idOf('limits', 'one'),
  role: 'tier-1',
  market,
  kind: 'refund',
  most: 50,
  currency: 'USD',
  active: true,
})

/** How long a seller has to answer in a market. */
export const deadlineRow = (market: string): AnyRow => ({
  id: idOf('deadlines', 'one'),
  market,
  kind: null,
  step: 'awaiting-seller',
  duration: 48,
  unit: 'hour',
  startsOn: 'step-begins',
  pausedBy: [],
  onExpiry: 'accept-by-silence',
  notice: null,
  source: { name: 'A policy', url: null },
  verifiedAt: null,
  owner: null,
  isPeers: true,
  active: true,
})

interface WorkOf {
  readonly caseId: string
  readonly orderId: string
  readonly partyId: string
  readonly byAgentId: string
  readonly siteId: string
}

/** What was done on a case: evidence of one side, an action, the steps of an SOP, and a note to whoever handed it up. */
export function workRows(name: string, { caseId, orderId, partyId, byAgentId, siteId }: WorkOf): TestRow[] {
  const by = { at, byAgentId, byName: 'Ana' }
  return [
    {
      table: 'evidence',
      row: {
        id: idOf('evidence', name),
        caseId,
        disputeId: idOf('disputes', name),
        of: 'customer',
        for: 'customer',
        title: 'Private',
        text: 'Private',
        file: null,
        sha256: '0'.repeat(64),
        ...by,
      },
    },
    {
      table: 'actions',
      row: {
        id: idOf('actions', name),
        caseId,
        kind: 'refund',
        orderId,
        partyId,
        amount: 1,
        currency: 'USD',
        reason: 'Broken',
        state: 'asked',
        asked: by,
        ordered: null,
        declined: null,
        executed: null,
      },
    },
    {
      table: 'sopRuns',
      row: {
        id: idOf('sopRuns', name),
        caseId,
        groupId: idOf('sops', 'SG'),
        sopId: idOf('sops', 'SG'),
        version: 1,
        title: 'Lamps',
        locale: 'en',
        steps: [{ key: 'look', title: 'Look', kind: 'check' }],
        done: [],
        state: 'running',
        startedBy: { agentId: byAgentId, name: 'Ana' },
        startedAt: at,
        endedAt: null,
      },
    },
    {
      table: 'coachingNotes',
      row: {
        id: idOf('coachingNotes', name),
        agentId: byAgentId,
        agentName: 'Ana',
        siteId,
        caseId,
        caseNumber: name,
        escalationId: idOf('escalations', name),
        kind: 'returned',
        reason: 'duplicate',
        step: '1',
        sentence: 'Why',
        byAgentId: idOf('agents', 'everything'),
        byName: 'Siti',
        at,
        readAt: null,
      },
    },
  ]
}

/** A question to whoever leads at a site about a case. */
export const askRow = (
  name: string,
  { caseId, siteId, byAgentId }: { readonly caseId: string } & Exclude<Case['ask'], null | undefined>,
): AnyRow => ({
  id: idOf('asks', name),
  caseId,
  caseNumber: name,
  siteId,
  byAgentId,
  byName: 'Ana',
  reason: 'needs-approval',
  question: 'Private',
  state: 'closed',
  holderId: null,
  holderName: null,
  askedAt: at,
  dueAt: at,
  answer: 'Private',
  turns: [],
  raiseAt: null,
  raised: null,
})
