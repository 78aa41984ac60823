import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import { mostStacked } from '#shared/mutations/macro-stack.ts'
import type { Row } from '#shared/tables.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { TextBox } from './text-box.ts'
import { type Writing, inserted } from './writing.ts'

/** Where the cursor stands, or the end of the text. */
export function selectionOf(box: RefObject<TextBox | null>, text: string): { start: number; end: number } {
  const end = text.length
  return { start: box.current?.selectionStart ?? end, end: box.current?.selectionEnd ?? end }
}

/** Takes what other parts of the screen want written here, and puts the cursor after it. */
export function useInsertions(
  row: Row<'cases'>,
  writing: Writing,
  change: (next: Writing) => void,
  box: RefObject<TextBox | null>,
): void {
  const cursor = useRef<number | null>(null)
  const workspace = useWorkspace()
  const waiting = useComposeRequests((requests) => requests.waiting)
  const taken = useComposeRequests((requests) => requests.taken)
  const take = useCallback(() => {
    if (waiting === null || waiting.caseId !== row.id) return
    taken(waiting)
    const isFull = waiting.macro !== undefined && (writing.macros ?? []).length >= mostStacked
    if (isFull && writing.text !== '') return notify(say('macro.too-many'), { tone: 'bad' })
    // A reply that was just taken back is the last one no more, though the screen may not have been drawn since.
    const lastReplyId = workspace.get('cases', row.id)?.lastReplyId ?? null
    const next = inserted(writing, waiting, selectionOf(box, writing.text), lastReplyId)
    cursor.current = next.cursor
    change(next.writing)
  }, [workspace, waiting, taken, row.id, writing, change, box])
  useEffect(take, [take])
  useEffect(() => {
    if (cursor.current === null) return
    const [first] = unresolvedIn(writing.text)
    const at = first === undefined ? cursor.current : writing.text.indexOf(first)
    box.current?.setSelectionRange(at, at + (first?.length ?? 0))
    cursor.current = null
  }, [writing.text, box])
}
