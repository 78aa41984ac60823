import { NextStep, ReviewFoot } from '#renderer/forms/review-foot.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import type { SopMoves, SopStanding } from './use-sop-moves.ts'

/** The foot of the editor: how far the version is, what it lacks, and what comes next. */
export function SopFoot({ standing, moves }: { readonly standing: SopStanding; readonly moves: SopMoves }) {
  const { version, inForce, isChanged, isMine, mayPublish, step, problem, lacks } = standing
  const isReview = version?.state === 'in-review' && !isChanged && mayPublish
  const isDraft = isMine && version !== undefined && (version.state === 'draft' || version.state === 'in-review')
  const mayWithdraw = mayPublish && version === undefined && inForce?.state === 'published' && !isChanged
  return (
    <ReviewFoot
      words={problem ?? lacks ?? (isChanged ? say('macro-editor.not-kept') : standingWords(standing))}
      onSendBack={isReview ? moves.sendBack : null}
    >
      {isDraft && (
        <Button look="danger" onClick={moves.discard}>
          {say('macro-editor.discard')}
        </Button>
      )}
      {mayWithdraw && (
        <Button look="danger" onClick={moves.withdraw}>
          {say('sop-editor.withdraw')}
        </Button>
      )}
      <Button keys={say('macro-editor.keys-save')} disabled={!isChanged || problem !== null} onClick={moves.save}>
        {say('macro-editor.save')}
      </Button>
      {step !== null && (
        <NextStep
          step={step}
          disabled={problem !== null || (step === 'publish' && lacks !== null)}
          onStep={moves.goOn}
        />
      )}
    </ReviewFoot>
  )
}

function standingWords({ version, inForce }: SopStanding): string {
  if (version === undefined) {
    return inForce === undefined ? say('sop-editor.new') : say('sop-editor.in-force', { version: inForce.version })
  }
  const words = `${say('sop.version', { version: version.version })} · ${say(`sop.state-${version.state}`)}`
  const { review } = version
  return review === null || review === undefined || version.state !== 'draft'
    ? words
    : `${words} · ${say('macro-editor.reviewed', { name: review.byName, said: review.said })}`
}
