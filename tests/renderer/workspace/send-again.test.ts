import { expect, test } from 'vitest'
import { sendAgain } from '#renderer/workspace/send-again.ts'
import type { ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'

/** A workspace whose case stands at the reply `now`, and which writes down what is named. */
function noting() {
  const named: { name: string; args: { [field: string]: unknown } }[] = []
  const workspace = {
    get: () => ({ lastReplyId: 'now' }),
    waiting: () => [],
    mutate: (name: string, args: { [field: string]: unknown }) => {
      named.push({ name, args })
      return { opId: 'new', isSaved: Promise.resolve() }
    },
  }
  return { named, workspace: workspace as unknown as Workspace }
}

const refused = (name: string, args: unknown): ParkedEntry => ({
  opId: 'old',
  name,
  args,
  at: '2026-11-22T07:00:00.000Z',
  dependsOn: [],
  refused: 'thread-moved',
  about: undefined,
  parkedAt: '2026-11-22T07:01:00.000Z',
})

// Would catch: a held reply that is refused for ever, or one that was to solve the case and no longer does.
test('a held reply goes again after what the agent has now seen, with the status it was to set [S18]', () => {
  const { named, workspace } = noting()
  sendAgain(
    workspace,
    refused('case.reply', { caseId: 'c', messageId: 'm', text: 'Hi', afterReplyId: 'before', status: 'solved' }),
  )
  expect(named).toMatchObject([
    { name: 'case.reply', args: { caseId: 'c', text: 'Hi', afterReplyId: 'now', status: 'solved' } },
  ])
  expect(named[0]?.args['messageId']).not.toBe('m')
})

// Would catch: a macro sent again as a bare reply, without its actions.
test('a held macro goes again as that macro', () => {
  const { named, workspace } = noting()
  sendAgain(
    workspace,
    refused('macro.apply', { caseId: 'c', messageId: 'm', macroId: 'x', text: 'Hi', afterReplyId: 'before' }),
  )
  expect(named).toMatchObject([{ name: 'macro.apply', args: { macroId: 'x', text: 'Hi', afterReplyId: 'now' } }])
})

// Would catch: a decision of Tier 2 that comes back with other arguments than were written.
test('any other step goes again as it was named', () => {
  const { named, workspace } = noting()
  const args = { caseId: 'c', escalationId: 'e', eventId: 'v', decision: 'Refund', replyText: 'We refund' }
  sendAgain(workspace, refused('escalation.hand-back', args))
  expect(named).toEqual([{ name: 'escalation.hand-back', args }])
})
