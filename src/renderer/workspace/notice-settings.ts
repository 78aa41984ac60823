import { type AgentState, isAbsent } from '#shared/domain/agent-status.ts'
import { QuietHours, isQuietAt } from '#shared/quiet-hours.ts'

/** When an agent wants to be told outside of the window. */
export interface NoticeSettings {
  /** Null: they have not said. The app tells then, a page in a browser does not. */
  readonly isOn: boolean | null
  /** Not while they are away or offline. */
  readonly isOffDutyQuiet: boolean
  /** Hours that are quiet; those that were chosen last stay while they do not hold. */
  readonly quietHours: QuietHours
  readonly areHoursQuiet: boolean
}

export const usualNotices: NoticeSettings = {
  isOn: null,
  isOffDutyQuiet: true,
  quietHours: { from: '20:00', to: '08:00' },
  areHoursQuiet: false,
}

/** What was kept of them on this computer; what is missing or makes no sense is as usual. */
export function noticesFrom(kept: unknown): NoticeSettings {
  const { isOn, isOffDutyQuiet, quietHours, areHoursQuiet } = Object(kept) as { readonly [name: string]: unknown }
  const hours = QuietHours.safeParse(quietHours)
  return {
    isOn: typeof isOn === 'boolean' ? isOn : null,
    isOffDutyQuiet: isOffDutyQuiet !== false,
    quietHours: hours.success ? hours.data : usualNotices.quietHours,
    areHoursQuiet: areHoursQuiet === true,
  }
}

/** Whether an agent who does this wants to be told at this moment. `isUsual`: whether this window tells unless they say otherwise. */
export function wantsNotices(settings: NoticeSettings, state: AgentState, at: Date, isUsual: boolean): boolean {
  const { isOn, isOffDutyQuiet, quietHours, areHoursQuiet } = settings
  if (!(isOn ?? isUsual) || (isOffDutyQuiet && isAbsent(state))) return false
  return !(areHoursQuiet && isQuietAt(quietHours, at))
}
