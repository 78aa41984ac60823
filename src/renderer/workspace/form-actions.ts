import { newId } from '#shared/new-id.ts'
import type { Named, Workspace } from './workspace.ts'

/** Answers what the form asks; null takes an answer back. */
export const setFields = (
  workspace: Workspace,
  caseId: string,
  fields: { [key: string]: string | number | boolean | null },
): Named => workspace.mutate('case.set-fields', { caseId, fields })

export const setDriver = (workspace: Workspace, caseId: string, driverId: string | null): Named =>
  workspace.mutate('case.set-driver', { caseId, driverId })

/** Null: the form of the queue again. */
export const setForm = (workspace: Workspace, caseId: string, formId: string | null): Named =>
  workspace.mutate('case.set-form', { caseId, formId, eventId: newId() })

export const addChecks = (workspace: Workspace, caseId: string, texts: readonly string[]): Named =>
  workspace.mutate('case.add-checks', { caseId, items: texts.map((text) => ({ id: newId(), text })) })

export const tickChecks = (
  workspace: Workspace,
  caseId: string,
  itemIds: string[],
  to: 'done' | 'left-out' | 'open',
): Named => workspace.mutate('case.tick-checks', { caseId, itemIds, to })

export const removeChecks = (workspace: Workspace, caseId: string, itemIds: string[]): Named =>
  workspace.mutate('case.remove-checks', { caseId, itemIds })
