import { useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { answerFeedback, sopRights } from '#renderer/workspace/sop-work.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { answerWords } from './answer-words.ts'
import { grouped } from './grouped.ts'

type Feedback = Row<'sopFeedback'>

const readHeard = (workspace: Workspace): readonly Feedback[] =>
  workspace
    .all('sopFeedback')
    .sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null) || b.at.localeCompare(a.at))

/** What agents say of SOPs, what waits for an answer first, and what they searched for in vain. */
export function SopHeard() {
  const heard = useRows(['sopFeedback'], readHeard)
  const said = heard.filter(({ kind }) => kind !== 'not-found')
  const searches = grouped(
    heard.filter(({ kind }) => kind === 'not-found'),
    ({ text }) => text.toLowerCase().trim(),
  )
  const most = [...searches].sort(([, a], [, b]) => b.length - a.length)
  if (heard.length === 0) return <EmptyState title={say('sop-editor.heard-none')} />
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <section className="scroll-slim min-h-0 overflow-y-auto px-4 py-3" aria-label={say('sop-editor.part-heard')}>
        <ul className="flex flex-col gap-2">
          {said.map((feedback) => (
            <Heard key={feedback.id} feedback={feedback} />
          ))}
        </ul>
      </section>
      <section className="scroll-slim min-h-0 overflow-y-auto border-s border-line px-4 py-3">
        <h3 className="pb-2 font-medium">{say('sop-editor.searched')}</h3>
        <ul className="flex flex-col gap-1">
          {most.map(([text, times]) => (
            <li key={text} className="flex gap-2">
              <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
                {text}
              </span>
              <span className="text-sm text-ink-3">{say('sop-editor.times', { n: times.length })}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Heard({ feedback }: { feedback: Feedback }) {
  const workspace = useWorkspace()
  const [words, setWords] = useState('')
  const { kind, title, version, text, byName, at, answer, ownerId } = feedback
  const mayAnswer = ownerId === workspace.me.id || sopRights(workspace).publishSop()
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-1.5">
        <Tag tone={answer === null ? 'warn' : 'plain'}>{say(`sop.say-${kind}`)}</Tag>
        <bdi className="font-medium">{title === '' ? say('sop-editor.no-sop') : title}</bdi>
        {version > 0 && <span className="text-sm text-ink-3">{say('sop.version', { version })}</span>}
      </p>
      <p dir="auto" className="wrap-anywhere">
        {text}
      </p>
      <p className="text-xs text-ink-3">{say('sop.step-by', { name: byName, at: sayAt(at) })}</p>
      {answer !== null && (
        <p dir="auto" className="mt-1 text-ink-2 wrap-anywhere">
          {answerWords(answer)}
        </p>
      )}
      {answer === null && mayAnswer && (
        <form
          className="mt-1.5 flex gap-1.5"
          onSubmit={(event) => {
            event.preventDefault()
            tellOutcome({ tell: notify }, answerFeedback(workspace, feedback.id, words.trim()))
          }}
        >
          <TextField
            aria-label={say('sop-editor.answer-it')}
            placeholder={say('sop-editor.answer-it')}
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit">{say('sop-editor.done-with')}</Button>
        </form>
      )}
    </li>
  )
}
