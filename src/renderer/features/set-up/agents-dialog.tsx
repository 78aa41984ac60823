import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { capacityOf } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { agentsToEquip, equipAgent } from '#renderer/workspace/routing-settings.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { type AgentDraft, agentChanges, agentDraftOf, agentFaults } from './agent-draft.ts'
import { AgentForm } from './agent-form.tsx'
import { SettingList } from './setting-list.tsx'
import { SettingsFrame } from './settings-frame.tsx'
import { useDrafts } from './use-drafts.ts'

type Agent = Row<'agents'>

const lineWords = (agent: Agent): string =>
  [say('routing.at-most', { n: capacityOf(agent) }), ...(agent.skills ?? []), ...(agent.languages ?? [])].join(' · ')

/** The agents whose names, skills or languages fit what is typed, and the one that is chosen. */
function useAgents() {
  const all = useRows(['agents'], agentsToEquip)
  const [query, setQuery] = useState('')
  const [chosenId, choose] = useState(() => all[0]?.id ?? '')
  const asked = foldText(query.trim())
  const agents = useMemo(
    () => all.filter((agent) => foldText(`${agent.name} ${lineWords(agent)}`).includes(asked)),
    [all, asked],
  )
  return { all, agents, query, setQuery, chosen: agents.find(({ id }) => id === chosenId) ?? agents[0], choose }
}

/** For those who lead: what each agent can do, and how much. */
export function AgentsDialog() {
  const workspace = useWorkspace()
  const { all, agents, query, setQuery, chosen, choose } = useAgents()
  const drafts = useDrafts<AgentDraft, Agent>()
  const [isTried, setTried] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const draft = chosen === undefined ? undefined : (drafts.of(chosen) ?? agentDraftOf(chosen))
  const isChanged = (agent: Agent): boolean => {
    const written = drafts.of(agent)
    return written !== undefined && Object.keys(agentChanges(agent, written)).length > 0
  }
  const point = (id: string): void => {
    choose(id)
    setTried(false)
  }
  const save = (): void => {
    if (chosen === undefined || draft === undefined) return
    setTried(true)
    if (agentFaults(draft).length > 0) return
    if (!tellOutcome({ tell: notify }, equipAgent(workspace, chosen.id, agentChanges(chosen, draft)))) return
    drafts.saved(chosen)
    setTried(false)
    notify(say('routing.saved', { name: chosen.name }))
  }
  const onSearchKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = agents[agents.findIndex(({ id }) => id === chosen?.id) + by]
    if (event.nativeEvent.isComposing || (by === 0 && event.key !== 'Enter')) return
    event.preventDefault()
    if (by === 0) first.current?.focus()
    else if (next !== undefined) point(next.id)
  }
  const faults = isTried && draft !== undefined ? agentFaults(draft).length : 0
  return (
    <SettingsFrame
      title={say('routing.agents')}
      text={say('routing.agents-text')}
      note={faults > 0 ? say('set-up.faults', { n: faults }) : null}
      onSave={chosen !== undefined && isChanged(chosen) ? save : undefined}
      onClose={() => drafts.leave(all.filter(isChanged).length, () => useScreen.getState().show(null))}
      list={
        <>
          <div className="border-b border-line p-2">
            <TextField
              type="search"
              aria-label={say('routing.find-agent')}
              placeholder={say('routing.find-agent')}
              value={query}
              onChange={({ target }) => setQuery(target.value)}
              onKeyDown={onSearchKey}
            />
          </div>
          <SettingList
            items={agents}
            label={say('routing.agents')}
            chosen={chosen}
            wordsOf={(agent) => ({ label: agent.name, detail: lineWords(agent), isChanged: isChanged(agent) })}
            onPoint={point}
            onEnter={() => first.current?.focus()}
          />
        </>
      }
    >
      {chosen === undefined || draft === undefined ? (
        <EmptyState title={say('routing.no-agent')} text={say('routing.no-agent-text')} />
      ) : (
        <AgentForm
          key={chosen.id}
          agent={chosen}
          draft={draft}
          isTried={isTried}
          first={first}
          onChange={(set) => drafts.put(chosen, { ...draft, ...set })}
        />
      )}
    </SettingsFrame>
  )
}
