import { useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import type { SopMoves, SopStanding } from './use-sop-moves.ts'

/** The foot of the editor: how far the version is, what it lacks, and what comes next. */
export function SopFoot({ standing, moves }: { readonly standing: SopStanding; readonly moves: SopMoves }) {
  const { version, inForce, isChanged, isMine, mayPublish, step, problem, lacks } = standing
  const [said, setSaid] = useState('')
  const isReview = version?.state === 'in-review' && !isChanged && mayPublish
  const isDraft = isMine && version !== undefined && (version.state === 'draft' || version.state === 'in-review')
  const mayWithdraw = mayPublish && version === undefined && inForce?.state === 'published' && !isChanged
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
      <output className="min-w-40 flex-1 text-sm text-ink-3">
        {problem ?? lacks ?? (isChanged ? say('macro-editor.not-kept') : standingWords(standing))}
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
      {mayWithdraw && (
        <Button look="danger" onClick={moves.withdraw}>
          {say('sop-editor.withdraw')}
        </Button>
      )}
      <Button keys={say('macro-editor.keys-save')} disabled={!isChanged || problem !== null} onClick={moves.save}>
        {say('macro-editor.save')}
      </Button>
      {step !== null && (
        <Button
          look="primary"
          keys={say('macro.keys-send')}
          disabled={problem !== null || (step === 'publish' && lacks !== null)}
          onClick={moves.goOn}
        >
          {say(`macro-editor.step-${step}`)}
        </Button>
      )}
    </footer>
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
