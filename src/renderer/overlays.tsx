import type { ReactNode } from 'react'
import { ColleagueStatusPicker, MyStatusPicker } from './features/agent-status/agent-status-picker.tsx'
import { EndShiftDialog } from './features/agent-status/end-shift-dialog.tsx'
import { CompleteDialog } from './features/details/complete-dialog.tsx'
import { EscalateDialog } from './features/escalations/escalate-dialog.tsx'
import { HandBackDialog } from './features/escalations/hand-back-dialog.tsx'
import { ReturnDialog } from './features/escalations/return-dialog.tsx'
import { FailOverDialog } from './features/fail-over/fail-over-dialog.tsx'
import { KeySheet } from './features/key-sheet/key-sheet.tsx'
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
import { AccountDialog } from './features/settings/account-dialog.tsx'
import { SetUpDialog } from './features/set-up/set-up-dialog.tsx'
import { PinDialog } from './features/sign-in/pin-dialog.tsx'
import { HealthDialog } from './features/sync-status/health-dialog.tsx'
import { WaitingDialog } from './features/sync-status/waiting-dialog.tsx'
import type { OwnPin } from './workspace/device-lock.ts'
import { type Overlay, useScreen } from './workspace/screen-store.ts'

const overlays: { readonly [O in Exclude<Overlay, 'account' | 'pin'>]: () => ReactNode } = {
  palette: () => <Palette />,
  keys: () => <KeySheet />,
  waiting: () => <WaitingDialog />,
  health: () => <HealthDialog />,
  status: () => <StatusPicker />,
  priority: () => <PriorityPicker />,
  assign: () => <AssignPicker />,
  tags: () => <TagsPicker />,
  move: () => <MovePicker />,
  complete: () => <CompleteDialog />,
  driver: () => <DriverPicker />,
  form: () => <FormPicker />,
  checks: () => <ChecksDialog />,
  link: () => <LinkPicker />,
  merge: () => <MergePicker />,
  split: () => <SplitPicker />,
  compare: () => <ComparePicker />,
  history: () => <HistoryPicker />,
  'set-up': () => <SetUpDialog />,
  macros: () => <MacroPicker />,
  escalate: () => <EscalateDialog />,
  return: () => <ReturnDialog />,
  'hand-back': () => <HandBackDialog />,
  'my-status': () => <MyStatusPicker />,
  'colleague-status': () => <ColleagueStatusPicker />,
  'end-shift': () => <EndShiftDialog />,
  'fail-over': () => <FailOverDialog />,
}

/** What lies over the desk, one at a time. */
export function Overlays({ version, pin }: { version: string; pin: OwnPin | null }) {
  const overlay = useScreen((screen) => screen.overlay)
  if (overlay === null) return null
  if (overlay === 'account') return <AccountDialog version={version} />
  if (overlay === 'pin') return pin === null ? null : <PinDialog pin={pin} />
  return overlays[overlay]()
}
