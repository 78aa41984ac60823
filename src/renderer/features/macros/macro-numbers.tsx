import { useEffect, useState } from 'react'
import type { MacroOutcome } from '#shared/sync/macro-outcomes-protocol.ts'
import { say } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'

/** Below so many a share says nothing: one more would move it by five points. */
const fewest = 20

const share = (of: number, all: number): string | null => (all < fewest ? null : `${Math.round((100 * of) / all)} %`)

/** What came of a macro, in words; a share only where it is one of enough. */
export function outcomeWords({ uses, bounced, bounceOf, reopened, reopenOf, good, rated }: MacroOutcome): string {
  const shares = [
    ['bounce', share(bounced, bounceOf)],
    ['reopen', share(reopened, reopenOf)],
    ['good', share(good, rated)],
  ] as const
  const told = shares.flatMap(([of, percent]) => (percent === null ? [] : [say(`macro.rate-${of}`, { percent })]))
  const few = told.length === 0 && uses > 0 ? [say('macro.too-few')] : []
  return [say('macro.numbers', { n: uses }), ...told, ...few].join(' · ')
}

const unused = (macroId: string): MacroOutcome => ({
  macroId,
  uses: 0,
  bounced: 0,
  bounceOf: 0,
  reopened: 0,
  reopenOf: 0,
  good: 0,
  rated: 0,
})

interface MacroNumbersProps {
  readonly macroId: string
  /** With how it is counted written under it: where the macro is judged, and not only used. */
  readonly isExplained?: boolean
}

/** How often a macro was used lately and what came of it; nothing while the service cannot be asked. */
export function MacroNumbers({ macroId, isExplained = false }: MacroNumbersProps) {
  const workspace = useWorkspace()
  const [outcomes, setOutcomes] = useState<Awaited<ReturnType<typeof workspace.outcomes>>>(null)
  useEffect(() => {
    let isCurrent = true
    void workspace.outcomes().then((answer) => isCurrent && setOutcomes(answer))
    return () => {
      isCurrent = false
    }
  }, [workspace])
  if (outcomes === null) return null
  const outcome = outcomes.get(macroId) ?? unused(macroId)
  return (
    <>
      <span className="text-sm text-ink-3" title={isExplained ? undefined : say('macro.formula')}>
        {outcomeWords(outcome)}
      </span>
      {isExplained && outcome.uses > 0 && <span className="basis-full text-xs text-ink-3">{say('macro.formula')}</span>}
    </>
  )
}
