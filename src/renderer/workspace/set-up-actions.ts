import type { CaseForm } from '#shared/domain/case-form.ts'
import type { ContactDriver } from '#shared/domain/contact-driver.ts'
import type { Named, Workspace } from './workspace.ts'

export const saveForm = (workspace: Workspace, form: CaseForm): Named => workspace.mutate('form.save', { form })

export const saveDriver = (workspace: Workspace, driver: ContactDriver): Named =>
  workspace.mutate('driver.save', { driver })

/** Null: nothing is asked on the cases of the queue. */
export const setQueueForm = (workspace: Workspace, queueId: string, formId: string | null): Named =>
  workspace.mutate('queue.set-form', { queueId, formId })
