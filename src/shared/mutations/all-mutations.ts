import { escalationReject, escalationReturn } from './escalation-give-back.ts'
import type { z } from 'zod'
import {
  caseAssign,
  caseChangeTags,
  caseMove,
  caseNote,
  caseReceive,
  caseReply,
  caseSetPriority,
  caseSetStatus,
} from './case-mutations.ts'
import {
  actionApprove,
  actionAsk,
  actionDecline,
  actionExecuted,
  actionStopped,
  actionWithdraw,
} from './action-mutations.ts'
import { caseAddChecks, caseRemoveChecks, caseTickChecks } from './checklist-mutations.ts'
import { caseClaim, caseExpireClaim, caseRelease } from './claim-mutations.ts'
import { calendarSave, caseKeepTime, caseTellClocks, policySave } from './clock-mutations.ts'
import type { Mutation } from './define-mutation.ts'
import { disputeAppeal, disputeDecide, disputeDecideAppeal } from './dispute-decisions.ts'
import { disputeExecute } from './dispute-execution.ts'
import { disputeAddEvidence } from './dispute-evidence.ts'
import { deadlineSave, disputeExpire } from './dispute-expiry.ts'
import { limitsSave } from './limit-mutations.ts'
import { disputeMove, disputeOpen, disputeRequestEvidence } from './dispute-mutations.ts'
import {
  escalationAccept,
  escalationClose,
  escalationHandBack,
  escalationResubmit,
  escalationSubmit,
  escalationWithdraw,
} from './escalation-mutations.ts'
import {
  coachingRead,
  escalationBegin,
  escalationRaise,
  escalationRedirect,
  escalationResolve,
  escalationWait,
} from './escalation-tier-2.ts'
import { escalationDecide, escalationTakeBack } from './escalation-decide.ts'
import { askRaise, askSubmit, askTurn } from './ask-mutations.ts'
import { caseTakeBack } from './held-replies.ts'
import { caseSetDriver, caseSetFields, caseSetForm } from './field-mutations.ts'
import { caseFollow, caseUnfollow } from './follow-mutations.ts'
import { caseLink, caseUnlink } from './link-mutations.ts'
import { macroApply } from './macro-mutations.ts'
import { caseGiveBack, caseOverflow, caseRoute, caseTakeAway, caseTakeUp } from './routing-mutations.ts'
import { macroUndo } from './macro-undo.ts'
import { ownSetFavourite } from './own-mutations.ts'
import { macroArchive, macroAskReview, macroPublish, macroSaveDraft, macroSendBack } from './macro-version-mutations.ts'
import { rowsWrite } from './row-mutations.ts'
import { sopAnswerFeedback, sopFeedBack } from './sop-feedback-mutations.ts'
import { caseOpenSop, sopGate, sopMark } from './sop-mutations.ts'
import { sopRunStart, sopRunStep, sopRunStop } from './sop-run-mutations.ts'
import { sopAskReview, sopSaveDraft, sopSendBack } from './sop-draft-mutations.ts'
import { sopArchive, sopEnd, sopPublish } from './sop-version-mutations.ts'
import { siteMarkDown, siteTakeBack } from './site-mutations.ts'
import { agentEndShift, agentFind, agentLose, agentSetStatus } from './status-mutations.ts'
import { caseMerge } from './merge-mutations.ts'
import { driverSave, formSave, queueSetForm } from './settings-mutations.ts'
import { caseSplit } from './split-mutations.ts'
import { agentEquip } from './agent-mutations.ts'
import { queueOrder, queueSave } from './queue-mutations.ts'
import { caseEndSnooze, caseSnooze, caseWake } from './snooze-mutations.ts'
import { caseSee } from './unseen-marks.ts'
import { viewRemove, viewSave } from './view-mutations.ts'

/** The only registry: every way there is to change a synced row [S1]. */
const registry = {
  [caseReply.name]: caseReply,
  [caseNote.name]: caseNote,
  [caseSetStatus.name]: caseSetStatus,
  [caseSetPriority.name]: caseSetPriority,
  [caseAssign.name]: caseAssign,
  [caseChangeTags.name]: caseChangeTags,
  [caseMove.name]: caseMove,
  [caseReceive.name]: caseReceive,
  [caseTakeBack.name]: caseTakeBack,
  [caseClaim.name]: caseClaim,
  [caseRelease.name]: caseRelease,
  [caseExpireClaim.name]: caseExpireClaim,
  [caseSetFields.name]: caseSetFields,
  [caseSetDriver.name]: caseSetDriver,
  [caseSetForm.name]: caseSetForm,
  [caseAddChecks.name]: caseAddChecks,
  [caseTickChecks.name]: caseTickChecks,
  [caseRemoveChecks.name]: caseRemoveChecks,
  [caseFollow.name]: caseFollow,
  [caseUnfollow.name]: caseUnfollow,
  [caseSee.name]: caseSee,
  [caseLink.name]: caseLink,
  [caseUnlink.name]: caseUnlink,
  [caseMerge.name]: caseMerge,
  [caseSplit.name]: caseSplit,
  [formSave.name]: formSave,
  [driverSave.name]: driverSave,
  [queueSetForm.name]: queueSetForm,
  [caseSnooze.name]: caseSnooze,
  [caseWake.name]: caseWake,
  [caseEndSnooze.name]: caseEndSnooze,
  [macroApply.name]: macroApply,
  [caseOpenSop.name]: caseOpenSop,
  [sopMark.name]: sopMark,
  [sopGate.name]: sopGate,
  [sopFeedBack.name]: sopFeedBack,
  [sopAnswerFeedback.name]: sopAnswerFeedback,
  [sopSaveDraft.name]: sopSaveDraft,
  [sopAskReview.name]: sopAskReview,
  [sopSendBack.name]: sopSendBack,
  [sopPublish.name]: sopPublish,
  [sopArchive.name]: sopArchive,
  [sopEnd.name]: sopEnd,
  [sopRunStart.name]: sopRunStart,
  [sopRunStep.name]: sopRunStep,
  [sopRunStop.name]: sopRunStop,
  [macroUndo.name]: macroUndo,
  [macroSaveDraft.name]: macroSaveDraft,
  [macroAskReview.name]: macroAskReview,
  [macroSendBack.name]: macroSendBack,
  [macroPublish.name]: macroPublish,
  [macroArchive.name]: macroArchive,
  [escalationSubmit.name]: escalationSubmit,
  [escalationResubmit.name]: escalationResubmit,
  [escalationWithdraw.name]: escalationWithdraw,
  [escalationAccept.name]: escalationAccept,
  [escalationReturn.name]: escalationReturn,
  [escalationHandBack.name]: escalationHandBack,
  [escalationClose.name]: escalationClose,
  [disputeOpen.name]: disputeOpen,
  [disputeMove.name]: disputeMove,
  [disputeAddEvidence.name]: disputeAddEvidence,
  [disputeRequestEvidence.name]: disputeRequestEvidence,
  [disputeDecide.name]: disputeDecide,
  [disputeAppeal.name]: disputeAppeal,
  [disputeDecideAppeal.name]: disputeDecideAppeal,
  [disputeExecute.name]: disputeExecute,
  [disputeExpire.name]: disputeExpire,
  [deadlineSave.name]: deadlineSave,
  [limitsSave.name]: limitsSave,
  [escalationReject.name]: escalationReject,
  [escalationRedirect.name]: escalationRedirect,
  [escalationWait.name]: escalationWait,
  [escalationBegin.name]: escalationBegin,
  [escalationResolve.name]: escalationResolve,
  [escalationRaise.name]: escalationRaise,
  [escalationDecide.name]: escalationDecide,
  [escalationTakeBack.name]: escalationTakeBack,
  [askSubmit.name]: askSubmit,
  [askTurn.name]: askTurn,
  [askRaise.name]: askRaise,
  [coachingRead.name]: coachingRead,
  [actionAsk.name]: actionAsk,
  [actionApprove.name]: actionApprove,
  [actionDecline.name]: actionDecline,
  [actionWithdraw.name]: actionWithdraw,
  [actionExecuted.name]: actionExecuted,
  [actionStopped.name]: actionStopped,
  [agentSetStatus.name]: agentSetStatus,
  [agentEndShift.name]: agentEndShift,
  [agentLose.name]: agentLose,
  [agentFind.name]: agentFind,
  [caseRoute.name]: caseRoute,
  [caseGiveBack.name]: caseGiveBack,
  [caseOverflow.name]: caseOverflow,
  [caseTakeUp.name]: caseTakeUp,
  [caseTakeAway.name]: caseTakeAway,
  [siteMarkDown.name]: siteMarkDown,
  [siteTakeBack.name]: siteTakeBack,
  [calendarSave.name]: calendarSave,
  [policySave.name]: policySave,
  [caseKeepTime.name]: caseKeepTime,
  [caseTellClocks.name]: caseTellClocks,
  [queueSave.name]: queueSave,
  [queueOrder.name]: queueOrder,
  [agentEquip.name]: agentEquip,
  [viewSave.name]: viewSave,
  [viewRemove.name]: viewRemove,
  [ownSetFavourite.name]: ownSetFavourite,
  [rowsWrite.name]: rowsWrite,
} as const

export type MutationName = keyof typeof registry
/** The arguments that a mutation takes. */
export type ArgsOf<N extends MutationName> = z.output<(typeof registry)[N]['args']>

/** Every mutation by its name, its own types set aside: the callers check arguments by its schema. */
export const allMutations: ReadonlyMap<string, Mutation> = new Map(
  Object.entries(registry).map(([name, mutation]) => [name, mutation as unknown as Mutation]),
)
