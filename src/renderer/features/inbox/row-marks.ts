import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { CaseRowProps } from './case-row.tsx'

const caseIdOf = (args: unknown): string | null => {
  const id: unknown = typeof args === 'object' && args !== null ? Reflect.get(args, 'caseId') : null
  return typeof id === 'string' ? id : null
}

/** What has not reached the service, by case: refused before waiting before a draft. Costs as much as waits, not as many cases there are. */
export function rowMarks(workspace: Workspace): ReadonlyMap<string, CaseRowProps['mark']> {
  const marks = new Map<string, CaseRowProps['mark']>()
  for (const draft of workspace.drafts()) if (draft.text.trim() !== '') marks.set(draft.caseId, 'draft')
  for (const { name, args } of workspace.waiting()) {
    // That somebody looked is no work of theirs that could be missing.
    const id = name === 'case.see' ? null : caseIdOf(args)
    if (id !== null) marks.set(id, 'unsent')
  }
  for (const { args } of workspace.parked()) {
    const id = caseIdOf(args)
    if (id !== null) marks.set(id, 'not-sent')
  }
  return marks
}
