import { flaggedBy } from '#shared/domain/coaching-note.ts'
import type { CoachingNote } from '#shared/domain/coaching-note.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

const readNotes = (workspace: Workspace) =>
  workspace.all('coachingNotes').sort((a, b) => b.at.localeCompare(a.at, 'en'))

/** What Tier 2 gave back: one's own notes, and for who leads everybody's, with what comes again and again first. */
export function CoachingDialog() {
  const show = useScreen((screen) => screen.show)
  const now = useNow()
  const notes = useRows(['coachingNotes'], readNotes)
  const flags = flaggedBy(notes, now)
  return (
    <Dialog
      title={say('commands.coaching')}
      description={say('coaching.text')}
      onClose={() => show(null)}
      closeLabel={say('common.close')}
      size="lg"
    >
      {flags.map(({ agentId, agentName, reason, count }) => (
        <p key={`${agentId} ${reason}`} className="mb-2 rounded-lg border border-warn/50 bg-warn-soft px-3 py-2">
          {say('coaching.flag', { name: agentName, reason: say(`return-reason.${reason}`), n: count })}
        </p>
      ))}
      {notes.length === 0 && <p className="text-ink-2">{say('coaching.none')}</p>}
      <ul>
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
    </Dialog>
  )
}

function Note({ note }: { note: CoachingNote }) {
  const workspace = useWorkspace()
  const openCase = useScreen((screen) => screen.openCase)
  const show = useScreen((screen) => screen.show)
  const isMine = note.agentId === workspace.me.id
  return (
    <li className="border-b border-line-soft py-2 last:border-0">
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={note.kind === 'rejected' ? 'bad' : 'warn'}>{say(`escalation-state.${note.kind}`)}</Tag>
        <span className="font-medium">{say(`return-reason.${note.reason}`)}</span>
        {!isMine && <span className="text-ink-2">{say('coaching.for', { name: note.agentName })}</span>}
        <span className="text-sm text-ink-3">
          <bdi>{note.byName}</bdi> · {sayAt(note.at)}
        </span>
        <span className="ml-auto flex gap-2">
          <Button
            size="sm"
            look="quiet"
            onClick={() => {
              show(null)
              openCase(note.caseId)
            }}
          >
            {note.caseNumber}
          </Button>
          {isMine && note.readAt === null && (
            <Button
              size="sm"
              onClick={() => tellOutcome({ tell: notify }, workspace.mutate('coaching.read', { noteId: note.id }))}
            >
              {say('coaching.read')}
            </Button>
          )}
        </span>
      </p>
      <p dir="auto" className="wrap-anywhere">
        {note.sentence}
      </p>
      <p dir="auto" className="text-sm text-ink-2 wrap-anywhere">
        {say('packet.returned-step', { step: note.step })}
      </p>
    </li>
  )
}
