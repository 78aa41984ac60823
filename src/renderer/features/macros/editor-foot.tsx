import { useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

/** What can be done with what lies open, in the order it goes: kept, reviewed, in force, out of use. */
export interface EditorMoves {
  readonly save: () => void
  /** The next step on its way: asking for a review, or publishing. */
  readonly goOn: () => void
  readonly sendBack: (said: string) => void
  readonly discard: () => void
  readonly archive: () => void
}

export interface EditorStanding {
  readonly version: Row<'macroVersions'> | undefined
  readonly macro: Row<'macros'> | undefined
  readonly isChanged: boolean
  readonly isMine: boolean
  /** What the next step is called, or null where there is none for this agent. */
  readonly step: 'ask-review' | 'publish' | null
  /** Why it cannot be kept as it is, in words. */
  readonly problem: string | null
}

/** The foot of the editor: how far the version is, and what comes next. */
export function EditorFoot({ standing, moves }: { readonly standing: EditorStanding; readonly moves: EditorMoves }) {
  const { version, macro, isChanged, isMine, step, problem } = standing
  const [said, setSaid] = useState('')
  const isReview = version?.state === 'in-review' && !isMine
  const isDraft = isMine && version !== undefined && version.state !== 'published' && version.state !== 'archived'
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
      <output className="min-w-40 flex-1 text-sm text-ink-3">
        {problem ?? (isChanged ? say('macro-editor.not-kept') : standingWords(version))}
      </output>
      {isReview && (
        <>
          <TextField
            aria-label={say('macro-editor.say-what')}
            placeholder={say('macro-editor.say-what')}
            className="max-w-56"
            maxLength={500}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
          <Button disabled={said.trim() === ''} onClick={() => moves.sendBack(said.trim())}>
            {say('macro-editor.send-back')}
          </Button>
        </>
      )}
      {isDraft && (
        <Button look="danger" onClick={moves.discard}>
          {say('macro-editor.discard')}
        </Button>
      )}
      {macro?.active === true && version === undefined && (
        <Button look="danger" onClick={moves.archive}>
          {say('macro-editor.archive')}
        </Button>
      )}
      {!isReview && (
        <Button keys={say('macro-editor.keys-save')} disabled={!isChanged || problem !== null} onClick={moves.save}>
          {say('macro-editor.save')}
        </Button>
      )}
      {step !== null && (
        <Button look="primary" keys={say('macro.keys-send')} disabled={problem !== null} onClick={moves.goOn}>
          {say(`macro-editor.step-${step}`)}
        </Button>
      )}
    </footer>
  )
}

const standingWords = (version: Row<'macroVersions'> | undefined): string =>
  version === undefined
    ? say('macro-editor.in-force')
    : `${say('macro-editor.version', { number: version.number })} · ${say(`macro-editor.state-${version.state}`)}${
        version.review === null || version.state !== 'draft'
          ? ''
          : ` · ${say('macro-editor.reviewed', { name: version.review.byName, said: version.review.said })}`
      }`
