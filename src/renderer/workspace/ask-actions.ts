import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import { newId } from '#shared/new-id.ts'
import type { Named, OutboxEntry, Workspace } from './workspace.ts'

const askOf = ({ args }: OutboxEntry): unknown => (args as { askId?: unknown }).askId
// A turn must not go out before the one that it follows.
const afterAsk = (workspace: Workspace, askId: string): string[] =>
  workspace
    .waiting()
    .filter((entry) => askOf(entry) === askId)
    .slice(-1)
    .map(({ opId }) => opId)

/** Asks whoever leads at one's own site about a case. */
export const askSupervisor = (
  workspace: Workspace,
  caseId: string,
  asked: Pick<ArgsOf<'ask.submit'>, 'reason' | 'question' | 'withinMinutes'>,
): Named => workspace.mutate('ask.submit', { caseId, askId: newId(), ...asked })

/** One turn of an ask. */
export const turnAsk = (
  workspace: Workspace,
  of: Pick<ArgsOf<'ask.turn'>, 'caseId' | 'askId'>,
  turn: Pick<ArgsOf<'ask.turn'>, 'to'> & Partial<Pick<ArgsOf<'ask.turn'>, 'text' | 'withinMinutes'>>,
): Named =>
  workspace.mutate('ask.turn', { ...of, text: null, withinMinutes: null, ...turn }, afterAsk(workspace, of.askId))
