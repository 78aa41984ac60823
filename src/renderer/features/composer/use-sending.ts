import { type RefObject, useState } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import { usualUndoMs } from '#shared/mutations/held-replies.ts'
import type { Row } from '#shared/tables.ts'
import { wayOn } from '#renderer/commands/next-case.ts'
import { tellApplied } from '#renderer/commands/tell-applied.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { takeLatestBack as takeBackLatest } from '#renderer/commands/undo-last.ts'
import { announce, notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { appliedContent } from '#renderer/workspace/macro-work.ts'
import type { AfterSending } from '#renderer/workspace/compose-request.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { boundMacros, sendWriting } from './send-writing.ts'
import type { TextBox } from './text-box.ts'
import type { Writing } from './writing.ts'

interface ToSend {
  readonly row: Row<'cases'>
  readonly kind: 'reply' | 'note'
  readonly addressee: CaseParty
  readonly box: RefObject<TextBox | null>
  /** Why nothing can be written, and why the case cannot be solved, as sentences, or null. */
  readonly replyBlock: string | null
  readonly solveBlock: string | null
  /** It is on its way: nothing is left to keep. */
  readonly clear: () => void
}

interface Sending {
  /** Why it was not sent, until the text changes. */
  readonly refusal: string | null
  readonly forgetRefusal: () => void
  readonly send: (whole: Writing, status: AfterSending) => void
  /** Takes the latest reply of this case back. */
  readonly takeLatestBack: () => void
  /** Puts the cursor where a placeholder stands that nothing could fill. */
  readonly point: (writing: Writing, placeholder: string) => void
}

function pointAt(box: TextBox | null, { text }: Writing, placeholder: string): void {
  const at = text.indexOf(placeholder)
  box?.focus()
  box?.setSelectionRange(at, at + placeholder.length)
}

/** Why this cannot go out, as a sentence, or null. Without a file that is gone the service would refuse it, after a while and out of sight. */
function sendBlock(workspace: Workspace, { attachments }: Writing, solveBlock: string | null): string | null {
  const gone = attachments.map(({ id }) => workspace.files.stateOf(id)).find((state) => state?.is === 'gone')
  return gone?.is === 'gone' ? gone.sentence : solveBlock
}

/** Sends what was written, or says why not, and offers to take it back. */
export function useSending({ row, kind, addressee, box, replyBlock, solveBlock, clear }: ToSend): Sending {
  const workspace = useWorkspace()
  const [refusal, setRefusal] = useState<string | null>(null)
  const point: Sending['point'] = (writing, placeholder) => pointAt(box.current, writing, placeholder)
  // It is about the case that was written on, whichever is in front by then.
  const takeLatestBack = (): void => {
    void takeBackLatest(workspace, notify, workspace.get('cases', row.id)).then(
      (isTaken) => isTaken || notify(say('message.nothing-to-take-back')),
    )
  }
  const offerTakeBack = (): void => {
    const isOffline = workspace.sync.connection === 'offline'
    notify(isOffline ? say('message.saved') : say('message.held-toast', { name: addressee.name }), {
      action: { label: say('message.take-back'), run: takeLatestBack },
      lastsMs: usualUndoMs,
    })
  }
  const send = (whole: Writing, status: AfterSending): void => {
    const [first] = unresolvedIn(whole.text)
    if (whole.text.trim() === '' || replyBlock !== null) return box.current?.focus()
    if (first !== undefined) return point(whole, first)
    const block = sendBlock(workspace, whole, status === 'solved' ? solveBlock : null)
    if (block !== null) return setRefusal(block)
    const bound = boundMacros(workspace, row.id, whole, kind)
    const macros = bound.flatMap((one) => appliedContent(workspace, one) ?? [])
    const goOn = wayOn(workspace, row.id, macros.at(-1)?.nextCase ?? 'stay')
    const { named, step } = sendWriting(workspace, row, whole, { kind, partyId: addressee.id, status })
    if (asksFirst(named, row.id, () => send(whole, status))) return
    if ('refused' in named) return setRefusal(say(`refused.${named.refused}`))
    tellOutcome({ tell: notify }, named)
    announce(say(kind === 'note' ? 'message.saved-note' : 'message.saved'))
    const titles = macros.map(({ title }) => title)
    if (step !== null) tellApplied(workspace, notify, titles, step)
    // Undoing a macro takes its reply back, too: one button is enough.
    else if (kind === 'reply') offerTakeBack()
    setRefusal(null)
    clear()
    workspace.colleagues.stopped()
    box.current?.focus()
    goOn()
  }
  return { refusal, forgetRefusal: () => setRefusal(null), send, takeLatestBack, point }
}
