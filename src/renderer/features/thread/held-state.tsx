import { type ReactNode, useCallback } from 'react'
import type { HeldReply } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { leftToTakeBack, takeBack } from '#renderer/workspace/take-back.ts'
import { useSeconds } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface HeldStateProps {
  readonly message: Row<'messages'>
  readonly held: HeldReply | null
  /** What is said of it once it cannot be taken back any more, or before it has reached the service. */
  readonly children: ReactNode
}

/** Whether a file of this message is still on its way from this computer. */
function useWaitsForFiles({ attachments }: Row<'messages'>): boolean {
  const read = useCallback(
    (workspace: Workspace) => attachments?.some(({ id }) => workspace.files.stateOf(id) !== undefined) ?? false,
    [attachments],
  )
  return useRows(['files'], read)
}

/** How long a reply can still be taken back, second by second, and the way to do so. */
export function HeldState({ message, held, children }: HeldStateProps) {
  const told = message.attachments === undefined ? children : <OfFiles message={message}>{children}</OfFiles>
  return held === null ? told : <Held message={message} held={held} told={told} />
}

function OfFiles({ message, children }: Omit<HeldStateProps, 'held'>) {
  return useWaitsForFiles(message) ? <span className="text-warn">{say('message.waits-for-files')}</span> : children
}

function Held({ message, held, told }: { message: Row<'messages'>; held: HeldReply; told: ReactNode }) {
  const workspace = useWorkspace()
  const isCounting = held.until !== null
  const now = useSeconds(isCounting)
  const left = isCounting ? leftToTakeBack(workspace, held, now) : Infinity
  if (left <= 0) return told
  const run = async (): Promise<void> => {
    const named = await takeBack(workspace, message.caseId, message.id)
    if ('refused' in named) return notify(say(`refused.${named.refused}`), { tone: 'bad' })
    notify(say('message.taken-back'))
  }
  return (
    <>
      {isCounting ? (
        <span className="text-warn tabular-nums">{say('message.leaves', { n: Math.ceil(left / 1000) })}</span>
      ) : (
        told
      )}
      <button
        type="button"
        className="rounded-sm px-1 font-medium text-accent underline underline-offset-2 hover:bg-hover"
        onClick={() => void run()}
      >
        {say('message.take-back')}
      </button>
    </>
  )
}
