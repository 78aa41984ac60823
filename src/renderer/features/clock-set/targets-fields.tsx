import { SlaKind } from '#shared/domain/case-clock.ts'
import { Tick } from '#renderer/ui/tick.tsx'
import { type WordKey, say } from '#renderer/words/say.ts'
import type { PolicyDraft, TargetDraft } from './policy-draft.ts'
import { WrittenField } from './written-field.tsx'

interface TargetsFieldsProps {
  readonly draft: PolicyDraft
  readonly faultOf: (kind: SlaKind) => WordKey | undefined
  readonly onChange: (targets: PolicyDraft['targets']) => void
}

/** What a policy promises: four times of each kind, and what of the time counts. */
export function TargetsFields({ draft, faultOf, onChange }: TargetsFieldsProps) {
  const set = (kind: SlaKind, part: Partial<TargetDraft>): void =>
    onChange({ ...draft.targets, [kind]: { ...draft.targets[kind], ...part } })
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      <p className="col-span-2 -mb-1 text-sm text-ink-3">{say('clock-set.times-hint')}</p>
      {SlaKind.options.map((kind) => {
        const clock = say(`clock.kind.${kind}`)
        const { times, isBusiness, isPaused } = draft.targets[kind]
        return (
          <div key={kind} className="flex flex-col gap-2.5">
            <WrittenField
              label={clock}
              value={times}
              fault={faultOf(kind)}
              onChange={(value) => set(kind, { times: value })}
            />
            {times.trim() !== '' && (
              <>
                <Tick isOn={isBusiness} onChange={() => set(kind, { isBusiness: !isBusiness })}>
                  {say('clock-set.business', { clock })}
                </Tick>
                <Tick isOn={isPaused} onChange={() => set(kind, { isPaused: !isPaused })}>
                  {say('clock-set.pauses', { clock })}
                </Tick>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
