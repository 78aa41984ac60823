import { clsx } from 'clsx'
import { useCallback, useState } from 'react'
import type { SopFeedbackKind } from '#shared/domain/sop-feedback.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { sayOfSop } from '#renderer/workspace/sop-work.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { answerWords } from './answer-words.ts'

const kinds = ['wrong', 'unclear', 'missing'] as const satisfies readonly SopFeedbackKind[]

/** What an agent thinks of an SOP, for its owner. */
export function SayOfSop({ sop }: { readonly sop: Row<'sops'> }) {
  const workspace = useWorkspace()
  const [kind, setKind] = useState<(typeof kinds)[number] | null>(null)
  const [text, setText] = useState('')
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const send = (): void => {
    if (kind === null) return
    const said = { kind, sopId: sop.id, text: text.trim(), market: row?.market ?? sop.market }
    if (!tellOutcome({ tell: notify }, sayOfSop(workspace, said))) return
    notify(say('sop.said', { name: sop.owner?.name ?? say('sop.knowledge-desk') }))
    setKind(null)
    setText('')
  }
  return (
    <section aria-label={say('sop.say')}>
      <h4 className="pb-1 font-medium">{say('sop.say')}</h4>
      <div className="flex flex-wrap gap-1.5">
        {kinds.map((one) => (
          <Button key={one} size="sm" aria-pressed={kind === one} onClick={() => setKind(kind === one ? null : one)}>
            {say(`sop.say-${one}`)}
          </Button>
        ))}
      </div>
      {kind !== null && (
        <form
          className="mt-2 flex flex-col items-start gap-1.5"
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <TextArea
            aria-label={say('sop.say-what')}
            placeholder={say('sop.say-what')}
            rows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" look="primary" size="sm" disabled={kind !== 'unclear' && text.trim() === ''}>
            {say('sop.say-send')}
          </Button>
        </form>
      )}
      <YourWords groupId={sop.groupId} />
    </section>
  )
}

/** What came of what the agent at this window has said of it before. */
function YourWords({ groupId }: { readonly groupId: string }) {
  const read = useCallback(
    (workspace: Workspace) =>
      workspace
        .all('sopFeedback')
        .filter((one) => one.groupId === groupId && one.byAgentId === workspace.me.id)
        .sort((a, b) => b.at.localeCompare(a.at)),
    [groupId],
  )
  const said = useRows(['sopFeedback'], read)
  if (said.length === 0) return null
  return (
    <ul aria-label={say('sop.say-yours')} className="mt-2 flex flex-col gap-1.5 border-s-2 border-line ps-2.5">
      {said.map(({ id, kind, text, at, answer }) => (
        <li key={id}>
          <p dir="auto" className="wrap-anywhere">
            {text === '' ? say(`sop.say-${kind}`) : text}
          </p>
          <p dir="auto" className={clsx('text-sm wrap-anywhere', answer === null ? 'text-ink-3' : 'text-ink-2')}>
            {sayAt(at)} · {answer === null ? say('sop.say-unanswered') : answerWords(answer)}
          </p>
        </li>
      ))}
    </ul>
  )
}
