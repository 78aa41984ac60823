import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useCommands } from './commands/use-commands.ts'
import { BulkLinkPicker } from './features/bulk/bulk-link-picker.tsx'
import { BulkPicker, BulkTagsPicker } from './features/bulk/bulk-picker.tsx'
import { BulkReport } from './features/bulk/bulk-report.tsx'
import { ColleagueStatusPicker, MyStatusPicker } from './features/agent-status/agent-status-picker.tsx'
import { EndShiftDialog } from './features/agent-status/end-shift-dialog.tsx'
import { ClockSetDialog } from './features/clock-set/clock-set-dialog.tsx'
import { CompleteDialog } from './features/details/complete-dialog.tsx'
import { AskDialog } from './features/asks/ask-dialog.tsx'
import { ActionDialog } from './features/actions/action-dialog.tsx'
import { DeadlinesDialog } from './features/disputes/deadlines-dialog.tsx'
import { DisputeDialog } from './features/disputes/dispute-dialog.tsx'
import { CompleteManyDialog } from './features/details/complete-many-dialog.tsx'
import { EscalateDialog } from './features/escalations/escalate-dialog.tsx'
import { HandBackDialog } from './features/escalations/hand-back-dialog.tsx'
import { IncidentDialog } from './features/escalations/incident-dialog.tsx'
import { RedirectDialog, ResolveDialog, WaitDialog } from './features/escalations/tier-2-dialogs.tsx'
import { CoachingDialog } from './features/escalations/coaching-dialog.tsx'
import { RejectDialog, ReturnDialog } from './features/escalations/return-dialog.tsx'
import { LimitsDialog } from './features/limits/limits-dialog.tsx'
import { FailOverDialog } from './features/fail-over/fail-over-dialog.tsx'
import { KeySheet } from './features/key-sheet/key-sheet.tsx'
import { BulkMacroPicker } from './features/macros/bulk-macro-picker.tsx'
import { MacroEditor } from './features/macros/macro-editor.tsx'
import { MacroPicker } from './features/macros/macro-picker.tsx'
import { Palette } from './features/palette/palette.tsx'
import { AssignPicker } from './features/pickers/assign-picker.tsx'
import { ChecksDialog } from './features/pickers/checks-dialog.tsx'
import { ComparePicker } from './features/pickers/compare-picker.tsx'
import { DriverPicker } from './features/pickers/driver-picker.tsx'
import { FormPicker } from './features/pickers/form-picker.tsx'
import { HistoryPicker } from './features/pickers/history-picker.tsx'
import { LinkPicker } from './features/pickers/link-picker.tsx'
import { MergePicker } from './features/pickers/merge-picker.tsx'
import { MovePicker } from './features/pickers/move-picker.tsx'
import { PriorityPicker } from './features/pickers/priority-picker.tsx'
import { SplitPicker } from './features/pickers/split-picker.tsx'
import { StatusPicker } from './features/pickers/status-picker.tsx'
import { TagsPicker } from './features/pickers/tags-picker.tsx'
import { AboutDialog } from './features/about/about-dialog.tsx'
import { AccountDialog } from './features/settings/account-dialog.tsx'
import { KeyboardDialog } from './features/settings/keyboard-dialog.tsx'
import { AgentsDialog } from './features/set-up/agents-dialog.tsx'
import { QueuesDialog } from './features/set-up/queues-dialog.tsx'
import { SetUpDialog } from './features/set-up/set-up-dialog.tsx'
import { SopEditor } from './features/sops/sop-editor.tsx'
import { LeftTextsDialog } from './features/sign-in/left-texts-dialog.tsx'
import { PinDialog } from './features/sign-in/pin-dialog.tsx'
import { SnoozePicker } from './features/snooze/snooze-picker.tsx'
import { HealthDialog } from './features/sync-status/health-dialog.tsx'
import { WaitingDialog } from './features/sync-status/waiting-dialog.tsx'
import { SaveViewDialog } from './features/views/save-view-dialog.tsx'
import type { OwnPin } from './workspace/device-lock.ts'
import { type Overlay, useScreen } from './workspace/screen-store.ts'

const overlays: { readonly [O in Exclude<Overlay, 'account' | 'pin'>]: () => ReactNode } = {
  palette: () => <Palette />,
  keys: () => <KeySheet />,
  keyboard: () => <KeyboardDialog />,
  waiting: () => <WaitingDialog />,
  health: () => <HealthDialog />,
  about: () => <AboutDialog />,
  status: () => <StatusPicker />,
  priority: () => <PriorityPicker />,
  assign: () => <AssignPicker />,
  tags: () => <TagsPicker />,
  move: () => <MovePicker />,
  complete: () => <CompleteDialog />,
  'complete-many': () => <CompleteManyDialog />,
  driver: () => <DriverPicker />,
  form: () => <FormPicker />,
  checks: () => <ChecksDialog />,
  link: () => <LinkPicker />,
  merge: () => <MergePicker />,
  split: () => <SplitPicker />,
  compare: () => <ComparePicker />,
  history: () => <HistoryPicker />,
  'set-up': () => <SetUpDialog />,
  clocks: () => <ClockSetDialog />,
  queues: () => <QueuesDialog />,
  agents: () => <AgentsDialog />,
  snooze: () => <SnoozePicker />,
  'save-view': () => <SaveViewDialog />,
  'bulk-report': () => <BulkReport />,
  macros: () => <MacroPicker />,
  'macro-editor': () => <MacroEditor />,
  'sop-editor': () => <SopEditor />,
  escalate: () => <EscalateDialog />,
  return: () => <ReturnDialog />,
  'hand-back': () => <HandBackDialog />,
  incident: () => <IncidentDialog />,
  ask: () => <AskDialog />,
  dispute: () => <DisputeDialog />,
  deadlines: () => <DeadlinesDialog />,
  limits: () => <LimitsDialog />,
  action: () => <ActionDialog />,
  reject: () => <RejectDialog />,
  redirect: () => <RedirectDialog />,
  wait: () => <WaitDialog />,
  resolve: () => <ResolveDialog />,
  coaching: () => <CoachingDialog />,
  'my-status': () => <MyStatusPicker />,
  'colleague-status': () => <ColleagueStatusPicker />,
  'end-shift': () => <EndShiftDialog />,
  'fail-over': () => <FailOverDialog />,
  'left-texts': () => <LeftTextsDialog />,
}

/** Where several cases are selected, these are about all of them. */
const forMany: { readonly [O in Overlay]?: () => ReactNode } = {
  status: () => <BulkPicker kind="status" />,
  priority: () => <BulkPicker kind="priority" />,
  assign: () => <BulkPicker kind="assign" />,
  move: () => <BulkPicker kind="move" />,
  tags: () => <BulkTagsPicker />,
  macros: () => <BulkMacroPicker />,
  link: () => <BulkLinkPicker />,
}

function OneOrMany({ overlay }: { overlay: keyof typeof overlays }) {
  const commands = useCommands()
  // As it was asked for: the dialog takes the focus out of the list.
  const [isMany] = useState(() => commands.contextNow().selected.size > 0)
  return ((isMany ? forMany[overlay] : undefined) ?? overlays[overlay])()
}

/** Keys have to be for something: where what had the focus is gone by the time the last dialog closes, the case or the list takes it. */
function useFocusAfterwards(overlay: Overlay | null): void {
  const before = useRef(overlay)
  useEffect(() => {
    const hasClosed = before.current !== null && overlay === null
    before.current = overlay
    const { caseId, focusOn } = useScreen.getState()
    if (hasClosed && document.activeElement === document.body) focusOn(caseId === null ? 'list' : 'desk')
  }, [overlay])
}

/** What lies over the desk, one at a time. */
export function Overlays({ version, pin }: { version: string; pin: OwnPin | null }) {
  const overlay = useScreen((screen) => screen.overlay)
  useFocusAfterwards(overlay)
  if (overlay === null) return null
  if (overlay === 'account') return <AccountDialog version={version} />
  if (overlay === 'pin') return pin === null ? null : <PinDialog pin={pin} />
  return <OneOrMany key={overlay} overlay={overlay} />
}
