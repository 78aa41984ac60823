import { type MacroContent, contentOf } from '#shared/domain/macro.ts'
import { newId } from '#shared/new-id.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import type { Row } from '#shared/tables.ts'
import { type MacroDraft, isUnderWay, macroRights, versionsOf } from '#renderer/workspace/macro-writing.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { isWholeAction } from './editor-actions.tsx'
import { isWhole } from './editor-conditions.tsx'
import { isWholeInput } from './editor-inputs.tsx'

type Version = Row<'macroVersions'>

/** What lies open in the editor. `isChanged`: something was written that is not kept yet. */
export interface Editing extends MacroDraft {
  readonly isChanged: boolean
}

/** A new macro, for oneself to begin with: who else it is for is chosen in the form. */
export const newMacro = (workspace: Pick<Workspace, 'me'>): Editing => ({
  macroId: newId(),
  versionId: newId(),
  note: '',
  isChanged: false,
  content: {
    title: '',
    template: '',
    kind: 'reply',
    actions: [],
    scope: { of: 'agent', agentId: workspace.me.id },
    locale: null,
  },
})

export const editVersion = ({ id, macroId, content, note }: Version): Editing => ({
  macroId,
  versionId: id,
  content,
  note,
  isChanged: false,
})

/** A macro to write on: one's own draft of it where there is one, else a new draft of what is in force. */
export function editMacro(workspace: Workspace, macro: Row<'macros'>): Editing {
  const { editVersion: may } = macroRights(workspace)
  const draft = versionsOf(workspace, macro.id).find((version) => isUnderWay(version) && may(version))
  if (draft !== undefined) return editVersion(draft)
  return { macroId: macro.id, versionId: newId(), content: contentOf(macro), note: '', isChanged: false }
}

/** An older version as the beginning of a new one. */
export const takeUp = ({ macroId, content }: Version): Editing => ({
  macroId,
  versionId: newId(),
  content,
  note: '',
  isChanged: true,
})

const some = <T>(rows: readonly T[] | undefined): readonly T[] | undefined =>
  rows === undefined || rows.length === 0 ? undefined : rows

/** The content as it is kept: without the rows of the form that say nothing yet. */
export function wholeContent(content: MacroContent): MacroContent {
  const { description, conditions, variants, inputs, ...rest } = content
  const kept = {
    description: description?.trim() === '' ? undefined : description,
    conditions: some(conditions?.filter(isWhole)),
    variants: some(variants?.filter(({ template }) => template.trim() !== '')),
    inputs: some(inputs?.filter(isWholeInput)),
  }
  const set = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
  return {
    ...rest,
    ...set,
    title: content.title.trim(),
    actions: content.actions.filter(isWholeAction),
  }
}

/** What keeps a macro from being written down, as the name of a sentence; null: nothing. */
export function draftProblem(
  content: MacroContent,
): 'no-title' | 'does-nothing' | 'unknown-input' | 'twin-inputs' | null {
  const { title, template, actions, inputs = [], variants = [] } = wholeContent(content)
  if (title === '') return 'no-title'
  if (template.trim() === '' && actions.length === 0) return 'does-nothing'
  const keys = inputs.map(({ key }) => key)
  if (new Set(keys).size < keys.length) return 'twin-inputs'
  const used = [template, ...variants.map((one) => one.template)]
    .flatMap(unresolvedIn)
    .flatMap((placeholder) => /^\{\{-?\s*input\.(\w+)/.exec(placeholder)?.[1] ?? [])
  return used.every((key) => keys.includes(key)) ? null : 'unknown-input'
}
