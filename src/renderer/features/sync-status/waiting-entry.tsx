import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { tellCopied } from '#renderer/commands/tell-copied.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { sendAgain } from '#renderer/workspace/send-again.ts'
import { foldedArgs } from '#renderer/workspace/step-args.ts'
import { stepWords } from '#renderer/workspace/step-words.ts'

const tellDisk = (): void => notify(say('sync.disk-refused'), { tone: 'bad' })
const desk = { tell: (words: string, how: { tone?: 'plain' | 'bad' } = {}): void => notify(words, how) }

function Actions({ entry, text }: { entry: OutboxEntry | ParkedEntry; text: string }) {
  const workspace = useWorkspace()
  const [isSure, setSure] = useState(false)
  const { openCase, show } = useScreen.getState()
  const { caseId } = foldedArgs(entry.args)
  const isHere = caseId !== undefined && workspace.get('cases', caseId) !== undefined
  const parked = 'refused' in entry ? entry : null
  const again = (from: ParkedEntry): void => {
    if (!tellOutcome(desk, sendAgain(workspace, from))) return
    workspace.unpark(from.opId).then(() => notify(say('waiting.sent-again')), tellDisk)
  }
  // Only here nothing brings the text back, so the first press asks and the second one does it.
  const discard = (from: ParkedEntry): void => {
    if (!isSure) return setSure(true)
    workspace.unpark(from.opId).then(() => notify(say('waiting.discarded')), tellDisk)
  }
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {isHere && (
        <Button
          size="sm"
          onClick={() => {
            show(null)
            openCase(caseId)
          }}
        >
          {say('waiting.open-case')}
        </Button>
      )}
      {parked !== null && isHere && (
        <Button size="sm" onClick={() => again(parked)}>
          {say('waiting.send-again')}
        </Button>
      )}
      {text !== '' && (
        <Button size="sm" onClick={() => tellCopied(text, { tell: notify })}>
          {say('waiting.copy')}
        </Button>
      )}
      {parked !== null && (
        <Button size="sm" look="danger" onClick={() => discard(parked)} onBlur={() => setSure(false)}>
          {say(isSure ? 'waiting.discard-sure' : 'waiting.discard')}
        </Button>
      )}
    </div>
  )
}

/** One step that waits or was refused: which case, what, the agent's own text, why, and what can be done. */
export function WaitingEntry({ entry }: { entry: OutboxEntry | ParkedEntry }) {
  const workspace = useWorkspace()
  const { caseId, text } = foldedArgs(entry.args)
  const row = caseId === undefined ? undefined : workspace.get('cases', caseId)
  const isParked = 'refused' in entry
  const refusal = isParked ? entry : workspace.refusalOf(entry.opId)
  const why = refusal === undefined ? null : refusalWords(workspace, refusal)
  return (
    <li className="border-b border-line-soft py-3 last:border-b-0">
      <div className="flex items-baseline gap-2">
        <span className="font-medium">{stepWords(workspace, entry)}</span>
        <span className="min-w-0 truncate text-ink-2">
          {row === undefined
            ? say('waiting.case-gone')
            : say('waiting.on-case', { number: row.number, name: row.partyName })}
        </span>
        <span className="ml-auto shrink-0 text-xs text-ink-3 tabular-nums">
          {!isParked && !workspace.isSaved(entry.opId)
            ? say('waiting.unsaved')
            : say('waiting.at', { at: sayAt(entry.at) })}
        </span>
      </div>
      {text !== '' && (
        <p
          dir="auto"
          className="scroll-slim mt-1.5 max-h-32 overflow-y-auto rounded-md border border-line bg-raise px-2.5 py-1.5 wrap-anywhere whitespace-pre-wrap text-ink-2"
        >
          {text}
        </p>
      )}
      {why !== null && (
        <p className="mt-1.5 flex gap-1.5 text-bad">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          {isParked ? why : say('waiting.would-be-refused', { why })}
        </p>
      )}
      <Actions entry={entry} text={text} />
    </li>
  )
}
