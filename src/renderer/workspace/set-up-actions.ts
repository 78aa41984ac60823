import type { CaseForm } from '#shared/domain/case-form.ts'
import type { BusinessCalendar } from '#shared/domain/business-calendar.ts'
import type { ClockPolicy } from '#shared/domain/clock-policy.ts'
import type { ActionLimit } from '#shared/domain/desk-action.ts'
import type { ContactDriver } from '#shared/domain/contact-driver.ts'
import { newId } from '#shared/new-id.ts'
import type { Named, Workspace } from './workspace.ts'

export const saveForm = (workspace: Workspace, form: CaseForm): Named => workspace.mutate('form.save', { form })

export const saveDriver = (workspace: Workspace, driver: ContactDriver): Named =>
  workspace.mutate('driver.save', { driver })

export const savePolicy = (workspace: Workspace, policy: ClockPolicy): Named =>
  workspace.mutate('clock-policy.save', { policy })

export const saveCalendar = (workspace: Workspace, calendar: BusinessCalendar): Named =>
  workspace.mutate('calendar.save', { calendar })

/** How far roles may go in a market: all of it or nothing. */
export const saveLimits = (workspace: Workspace, limits: ActionLimit[]): Named =>
  workspace.mutate('limits.save', { changeId: newId(), limits })

/** Null: nothing is asked on the cases of the queue. */
export const setQueueForm = (workspace: Workspace, queueId: string, formId: string | null): Named =>
  workspace.mutate('queue.set-form', { queueId, formId })
