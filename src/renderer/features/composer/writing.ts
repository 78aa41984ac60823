import type { Attachment } from '#shared/domain/attachment.ts'
import type { AppliedMacro } from '#shared/applied-macro.ts'
import type { Draft } from '#renderer/workspace/workspace.ts'
import type { ComposeRequest } from '#renderer/workspace/compose-request.ts'

/** What is being written on one case. */
export interface Writing {
  readonly text: string
  readonly macroId: string | null
  /** The macros whose actions go out with the text, in the order they were put in. */
  readonly macros?: readonly AppliedMacro[] | undefined
  /** The last reply that was there when the writing began, or that the agent has been shown since [S18]. */
  readonly afterReplyId: string | null
  readonly attachments: readonly Attachment[]
}

export const nothingWritten: Writing = { text: '', macroId: null, afterReplyId: null, attachments: [] }

/** Whether there is nothing that could be lost. */
export const isNothing = ({ text, attachments }: Writing): boolean => text === '' && attachments.length === 0

export const writingOf = (draft: Draft | undefined): Writing =>
  draft === undefined
    ? nothingWritten
    : {
        text: draft.text,
        macroId: draft.macroId,
        macros: draft.macros,
        afterReplyId: draft.afterReplyId,
        attachments: draft.attachments ?? [],
      }

/** The writing after a change. What the agent had seen is settled by the first letter, not by the last. */
function changed(writing: Writing, next: Writing, lastReplyId: string | null): Writing {
  if (isNothing(next)) return nothingWritten
  const afterReplyId = isNothing(writing) ? lastReplyId : next.afterReplyId
  // Without the macro's text nothing of the macro is left.
  return { ...next, afterReplyId, ...(next.text === '' ? { macroId: null, macros: undefined } : {}) }
}

/** The writing after a change of its text. */
export const typed = (writing: Writing, text: string, lastReplyId: string | null): Writing =>
  changed(writing, { ...writing, text }, lastReplyId)

/** The writing with these files. */
export const attached = (writing: Writing, attachments: readonly Attachment[], lastReplyId: string | null): Writing =>
  changed(writing, { ...writing, attachments }, lastReplyId)

/** The writing with a text put in at the selection, and where the cursor then stands. */
export function inserted(
  writing: Writing,
  request: Pick<ComposeRequest, 'text' | 'macroId' | 'macro' | 'how' | 'attachments'>,
  selection: { readonly start: number; readonly end: number },
  lastReplyId: string | null,
): { readonly writing: Writing; readonly cursor: number } {
  const isWhole = request.how === 'replace' || writing.text === ''
  const before = isWhole ? '' : writing.text.slice(0, selection.start)
  const after = isWhole ? '' : writing.text.slice(selection.end)
  const text = `${before}${gap(before)}${request.text}`
  const from = isWhole ? { ...nothingWritten, attachments: writing.attachments } : writing
  const attachments = [...from.attachments, ...(request.attachments ?? [])]
  const next = changed(isWhole ? nothingWritten : writing, { ...from, text: text + after, attachments }, lastReplyId)
  return { writing: withMacro(next, request), cursor: text.length }
}

/** The text as it stands, without what macros would do. */
export const withoutMacros = (writing: Writing): Writing => ({ ...writing, macroId: null, macros: undefined })

/** The writing with one more macro to go out with it. The same one again writes its text twice and acts once. */
function withMacro(writing: Writing, { macroId, macro }: Pick<ComposeRequest, 'macroId' | 'macro'>): Writing {
  if (macro === undefined) return { ...writing, macroId: macroId ?? writing.macroId }
  // A version that is tried goes out alone.
  const before = macro.versionId === undefined ? (writing.macros ?? []) : []
  const macros = [...before.filter((one) => one.macroId !== macro.macroId), macro]
  return { ...writing, macros, macroId: macros[0]?.macroId ?? null }
}

// Text put in after a word gets a line of its own.
const gap = (before: string): string => (before === '' || /\s$/.test(before) ? '' : '\n\n')
