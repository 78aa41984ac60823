import { type Ref, useCallback, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { channelsInUse, loadOf } from '#renderer/workspace/routing-settings.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say, sayList } from '#renderer/words/say.ts'
import { type AgentDraft, agentFaults } from './agent-draft.ts'
import { SkillsField } from './queue-form.tsx'
import { SettingHistory } from './setting-history.tsx'
import { wordsIn } from './written-list.ts'

interface AgentFormProps {
  readonly agent: Row<'agents'>
  readonly draft: AgentDraft
  readonly isTried: boolean
  readonly onChange: (set: Partial<AgentDraft>) => void
  readonly first: Ref<HTMLInputElement>
}

/** What an agent can do, and how much. */
export function AgentForm({ agent, draft, isTried, onChange, first }: AgentFormProps) {
  const faults = isTried ? agentFaults(draft) : []
  const hasFault = (part: 'languages' | 'capacity'): boolean => faults.some((fault) => fault.part === part)
  const spoken = [agent.locale, ...wordsIn(draft.languages)].map(nameOfLanguage)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Works agent={agent} />
      <Field
        label={say('routing.capacity')}
        hint={say('routing.capacity-hint')}
        error={hasFault('capacity') ? say('routing.fault-capacity') : null}
      >
        {(control) => (
          <TextField
            {...control}
            ref={first}
            inputMode="numeric"
            maxLength={3}
            className="max-w-24"
            value={draft.capacity}
            onChange={({ target }) => onChange({ capacity: target.value })}
          />
        )}
      </Field>
      <Channels draft={draft} isTried={isTried} onChange={onChange} />
      <SkillsField value={draft.skills} onChange={(skills) => onChange({ skills })} />
      <Field
        label={say('routing.languages')}
        hint={say('routing.languages-hint', { list: sayList([...new Set(spoken)]) })}
        error={hasFault('languages') ? say('routing.fault-languages') : null}
      >
        {(control) => (
          <TextField
            {...control}
            spellCheck={false}
            maxLength={300}
            value={draft.languages}
            onChange={({ target }) => onChange({ languages: target.value })}
          />
        )}
      </Field>
      <SettingHistory rowId={agent.id} />
    </div>
  )
}

/** Where an agent works, and how much they have: not to be changed here, and asked for whenever something of it is. */
function Works({ agent }: { agent: Row<'agents'> }) {
  const workspace = useWorkspace()
  const site = agent.siteId === null ? undefined : workspace.get('sites', agent.siteId)?.name
  const teams = agent.teamIds.flatMap((id) => workspace.get('teams', id)?.name ?? [])
  const markets = agent.markets.includes('*') ? say('account.all-markets') : agent.markets.join(', ')
  const load = useRows(
    ['cases'],
    useCallback((of: Workspace) => loadOf(of, agent.id), [agent.id]),
  )
  return (
    <div className="flex flex-col gap-1 text-ink-2 wrap-anywhere">
      <p>
        {[...new Set([say(`role.${agent.role}`), ...(site === undefined ? [] : [site]), ...teams])].join(' · ')}
        {' · '}
        {say('routing.markets')}: {markets}
      </p>
      <p>{say('routing.load', { n: load })}</p>
    </div>
  )
}

/** How many cases at most by each channel; another one can be added. */
function Channels({ draft, isTried, onChange }: Pick<AgentFormProps, 'draft' | 'isTried' | 'onChange'>) {
  const known = useRows(['agents', 'cases'], channelsInUse)
  const [added, setAdded] = useState('')
  const channels = [...new Set([...known, ...Object.keys(draft.channels)])]
  const faults = isTried ? agentFaults(draft) : []
  const put = (channel: string, most: string): void => onChange({ channels: { ...draft.channels, [channel]: most } })
  const add = (): void => {
    const channel = added.trim().toLowerCase().slice(0, 40)
    if (channel === '') return
    if (!channels.includes(channel)) put(channel, '')
    setAdded('')
  }
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 font-medium">{say('routing.channels')}</legend>
      <p className="pb-2 text-sm text-ink-3">{say('routing.channels-hint')}</p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
        {channels.map((channel) => (
          <Field
            key={channel}
            label={channel}
            error={faults.some((fault) => fault.channel === channel) ? say('routing.fault-capacity') : null}
          >
            {(control) => (
              <TextField
                {...control}
                inputMode="numeric"
                maxLength={3}
                placeholder={say('routing.no-limit')}
                value={draft.channels[channel] ?? ''}
                onChange={({ target }) => put(channel, target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      <form
        className="flex max-w-72 items-center gap-2 pt-2"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <TextField
          aria-label={say('routing.new-channel')}
          placeholder={say('routing.new-channel')}
          maxLength={40}
          value={added}
          onChange={({ target }) => setAdded(target.value)}
        />
        <Button size="sm" disabled={added.trim() === ''} onClick={add}>
          {say('set-up.add')}
        </Button>
      </form>
    </fieldset>
  )
}
