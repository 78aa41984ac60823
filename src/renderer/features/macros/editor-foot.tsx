import type { Row } from '#shared/tables.ts'
import { NextStep, ReviewFoot } from '#renderer/forms/review-foot.tsx'
import { Button } from '#renderer/ui/button.tsx'
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
  const isReview = version?.state === 'in-review' && !isMine
  const isDraft = isMine && version !== undefined && version.state !== 'published' && version.state !== 'archived'
  return (
    <ReviewFoot
      words={problem ?? (isChanged ? say('macro-editor.not-kept') : standingWords(version))}
      onSendBack={isReview ? moves.sendBack : null}
    >
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
      {step !== null && <NextStep step={step} disabled={problem !== null} onStep={moves.goOn} />}
    </ReviewFoot>
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
