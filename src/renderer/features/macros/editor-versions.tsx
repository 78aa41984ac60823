import { useMemo, useState } from 'react'
import type { MacroContent } from '#shared/domain/macro.ts'
import { compareLines } from '#shared/compare-lines.ts'
import { differingParts } from '#shared/macro-compare.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ComparedLines } from '#renderer/ui/compared-lines.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { type WordKey, say, sayAt } from '#renderer/words/say.ts'
import { comparedLineWords } from '#renderer/words/value-list-words.ts'

type Version = Row<'macroVersions'>

interface EditorVersionsProps {
  readonly versions: readonly Version[]
  /** What stands in the form. */
  readonly now: MacroContent
  readonly onTakeUp: (version: Version) => void
}

const tones = { draft: 'plain', 'in-review': 'warn', published: 'ok', archived: 'plain' } as const

const parts: { readonly [part: string]: WordKey } = {
  title: 'macro-editor.title',
  description: 'macro-editor.description',
  template: 'macro-editor.text',
  kind: 'macro-editor.kind',
  scope: 'macro-editor.scope',
  locale: 'macro.language',
  actions: 'macro.does',
  conditions: 'macro-editor.conditions',
  variants: 'macro-editor.variants',
  inputs: 'macro-editor.inputs',
  sop: 'macro-editor.sop',
  nextCase: 'macro-editor.next',
}

/** What differs between a version and the form, its text line by line. */
function Compared({ before, now }: { before: MacroContent; now: MacroContent }) {
  const differing = differingParts(before, now)
  const lines = useMemo(() => compareLines(before.template, now.template), [before, now])
  if (differing.length === 0) return <p className="text-ink-3">{say('macro-editor.no-difference')}</p>
  return (
    <div className="flex flex-col gap-1.5">
      <p>
        {say('macro-editor.differs', {
          list: differing.map((part) => say(parts[part] ?? 'macro-editor.other')).join(', '),
        })}
      </p>
      {differing.includes('template') && (
        <ComparedLines words={comparedLineWords()} lines={lines} className="max-h-56" />
      )}
    </div>
  )
}

/** Every version of a macro: who wrote it, who published it, what was said, what differs from the form; each can be taken up again. */
export function EditorVersions({ versions, now, onTakeUp }: EditorVersionsProps) {
  const [compared, setCompared] = useState<string | null>(null)
  if (versions.length === 0) return <p className="text-ink-3">{say('macro-editor.no-versions')}</p>
  return (
    <ol className="flex flex-col gap-2">
      {versions.map((version) => {
        const { id, number, state, authorName, updatedAt, note, review, content } = version
        const isCompared = compared === id
        return (
          <li key={id} className="rounded-lg border border-line px-3 py-2">
            <p className="flex flex-wrap items-center gap-1.5">
              <span className="font-medium">{say('macro-editor.version', { number })}</span>
              <Tag tone={tones[state]}>{say(`macro-editor.state-${state}`)}</Tag>
              <span className="text-sm text-ink-3">
                <bdi>{authorName}</bdi> · {sayAt(updatedAt)}
              </span>
              <span className="ml-auto flex gap-1">
                <Button
                  size="sm"
                  look="quiet"
                  aria-pressed={isCompared}
                  onClick={() => setCompared(isCompared ? null : id)}
                >
                  {say('macro-editor.compare')}
                </Button>
                <Button size="sm" look="quiet" onClick={() => onTakeUp(version)}>
                  {say('macro-editor.take-up')}
                </Button>
              </span>
            </p>
            {note !== '' && <p className="wrap-anywhere">{note}</p>}
            {review !== null && review.said !== '' && (
              <p className="text-ink-2 wrap-anywhere">
                {say('macro-editor.reviewed', { name: review.byName, said: review.said })}
              </p>
            )}
            {isCompared && <Compared before={content} now={now} />}
          </li>
        )
      })}
    </ol>
  )
}
