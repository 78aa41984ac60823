import { useCallback, useEffect, useRef, useState } from 'react'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { type Writing, isNothing, nothingWritten, writingOf } from './writing.ts'

/** How far the draft is: nothing to keep, being kept, kept, or refused by this computer's disk. */
export type DraftState = 'none' | 'keeping' | 'kept' | 'lost'

const keepAfter = 250

interface UseWriting {
  readonly writing: Writing
  readonly draftState: DraftState
  readonly change: (next: Writing) => void
  /** Keeps now what would be kept in a moment. */
  readonly keepNow: () => void
  /** Sent: nothing is left to keep. */
  readonly clear: () => void
}

/** The writing of one case, kept as a draft as it grows. Its own state: typing draws nothing but the composer. */
export function useWriting(caseId: string, kind: 'reply' | 'note'): UseWriting {
  const workspace = useWorkspace()
  const [writing, setWriting] = useState<Writing>(() => writingOf(workspace.draft(caseId)))
  const [draftState, setDraftState] = useState<DraftState>(isNothing(writing) ? 'none' : 'kept')
  const addresseeId = useScreen((screen) => screen.addresseeId)
  const latest = useRef(writing)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latestKind = useRef(workspace.draft(caseId)?.kind ?? kind)
  const latestAddressee = useRef(workspace.draft(caseId)?.partyId ?? null)

  const keepNow = useCallback(() => {
    if (timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    const isDone = isNothing(latest.current)
    const { attachments, macros, ...written } = latest.current
    const partyId = latestAddressee.current
    const isKept = isDone
      ? workspace.dropDraft(caseId)
      : workspace.saveDraft({
          caseId,
          kind: latestKind.current,
          ...written,
          ...(macros === undefined ? {} : { macros }),
          at: new Date().toISOString(),
          ...(attachments.length === 0 ? {} : { attachments }),
          ...(partyId === null ? {} : { partyId }),
        })
    isKept.then(
      () => setDraftState(isDone ? 'none' : 'kept'),
      () => setDraftState('lost'),
    )
  }, [workspace, caseId])

  const change = useCallback(
    (next: Writing) => {
      latest.current = next
      setWriting(next)
      setDraftState('keeping')
      clearTimeout(timer.current)
      timer.current = setTimeout(keepNow, keepAfter)
    },
    [keepNow],
  )

  const clear = useCallback(() => {
    change(nothingWritten)
    keepNow()
  }, [change, keepNow])

  useEffect(() => {
    if (latestKind.current === kind && latestAddressee.current === addresseeId) return
    latestKind.current = kind
    latestAddressee.current = addresseeId
    if (!isNothing(latest.current)) change(latest.current)
  }, [kind, addresseeId, change])

  useKeepingOnLeave(keepNow)

  return { writing, draftState, change, keepNow, clear }
}

/** Leaving the case, hiding the window or closing it must not cost the last letters. */
function useKeepingOnLeave(keepNow: () => void): void {
  useEffect(() => {
    const keepWhenHidden = (): void => {
      if (document.visibilityState === 'hidden') keepNow()
    }
    document.addEventListener('visibilitychange', keepWhenHidden)
    window.addEventListener('pagehide', keepNow)
    return () => {
      document.removeEventListener('visibilitychange', keepWhenHidden)
      window.removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [keepNow])
}
