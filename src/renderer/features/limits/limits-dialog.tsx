import { useState } from 'react'
import { can } from '#shared/permissions.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { SaveFrame } from '#renderer/forms/save-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { siteMarket } from '#renderer/workspace/policy.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { saveLimits } from '#renderer/workspace/set-up-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type LimitsSheet, changedLimits, needsCurrency, sheetFaults, sheetOf } from './limits-sheet.ts'
import { LimitsHistory } from './limits-history.tsx'
import { LimitsTable } from './limits-table.tsx'

const everywhere = '*'

const readAll = (workspace: Workspace) => {
  const limits = workspace.all('limits')
  const codes = [
    ...limits.flatMap(({ market }) => market ?? []),
    ...workspace.all('queues').flatMap(({ markets = [] }) => markets),
  ]
  return { limits, markets: [...new Set(codes)].sort() }
}

/** For those who lead: how far each role may go by itself, market by market. */
export function LimitsDialog() {
  const workspace = useWorkspace()
  const { limits, markets } = useRows(['limits', 'queues'], readAll)
  const [chosen, choose] = useState(() => markets.find((one) => one === siteMarket()) ?? markets[0] ?? everywhere)
  const [drafts, setDrafts] = useState<{ readonly [market: string]: LimitsSheet }>({})
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [warned, setWarned] = useState<typeof drafts | null>(null)
  const may = can({ kind: 'agent', agent: workspace.me })
  const market = chosen === everywhere ? null : chosen
  const sheet = drafts[chosen] ?? sheetOf(limits, market)
  const unsaved = Object.entries(drafts).filter(
    ([of, draft]) => sheetFaults(draft) > 0 || changedLimits(limits, of === everywhere ? null : of, draft).length > 0,
  ).length
  const faults = isTried ? sheetFaults(sheet) : 0
  const change = (draft: LimitsSheet): void => {
    setRefusal(null)
    setDrafts({ ...drafts, [chosen]: draft })
  }
  const save = (): void => {
    setTried(true)
    if (sheetFaults(sheet) > 0) return
    const rows = changedLimits(limits, market, sheet)
    if (rows.length === 0) return notify(say('limits.unchanged'))
    const named = saveLimits(workspace, rows)
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome({ tell: notify }, named)
    const { [chosen]: _saved, ...others } = drafts
    setDrafts(others)
    setTried(false)
    notify(say('limits.saved', { market: market ?? say('limits.everywhere') }))
  }
  const close = (): void => {
    if (unsaved === 0 || warned === drafts) return useScreen.getState().show(null)
    setWarned(drafts)
    notify(say('routing.leave-again', { n: unsaved }), { tone: 'bad' })
  }
  return (
    <SaveFrame
      size="xl"
      title={say('commands.limits')}
      text={say('limits.text')}
      faults={faults > 0 ? say('clock-set.faults', { n: faults }) : null}
      refusal={refusal}
      saveWords={say('clock-set.save')}
      onSave={save}
      onClose={close}
    >
      <div className="grid grid-cols-[1fr_8rem] items-start gap-4">
        <Field label={say('limits.market')}>
          {(control) => (
            <SelectField
              {...control}
              value={chosen}
              options={[
                ...markets.map((code) => ({ value: code, label: code })),
                { value: everywhere, label: say('limits.everywhere') },
              ]}
              onChange={(next) => {
                choose(next)
                setTried(false)
                setRefusal(null)
              }}
            />
          )}
        </Field>
        <Field
          label={say('limits.currency')}
          error={isTried && needsCurrency(sheet) ? say('limits.needs-currency') : null}
        >
          {(control) => (
            <TextField
              {...control}
              maxLength={3}
              spellCheck={false}
              value={sheet.currency}
              onChange={(event) => change({ ...sheet, currency: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
      </div>
      <div className="scroll-slim overflow-x-auto">
        <LimitsTable
          limits={limits}
          market={market}
          sheet={sheet}
          maySet={may.limit}
          isTried={isTried}
          onChange={change}
        />
      </div>
      <p className="text-sm text-ink-3">
        {say(market === null ? 'limits.hint-everywhere' : 'limits.hint')}
        {!may.limit('supervisor') && ` ${say('limits.locked')}`}
      </p>
      <LimitsHistory market={market} />
    </SaveFrame>
  )
}
