import { useCallback, useEffect, useState, useRef } from 'react'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import { keptBy } from '#renderer/workspace/vault.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { NoticeFields } from './notice-fields.tsx'
import { DisplayFields, isLanguageChosen, languageWasChosen } from './display-fields.tsx'

function facts(workspace: Workspace): readonly (readonly [WordKey, string])[] {
  const { me, lists } = workspace
  const site = me.siteId === null ? undefined : workspace.get('sites', me.siteId)
  const queues = [...lists.queues('escalations'), ...lists.queues('cases')].map(({ name }) => name)
  const markets = me.markets.includes('*') ? say('account.all-markets') : me.markets.join(', ')
  return [
    ['account.role', say(`role.${me.role}`)],
    ['account.site', site?.name ?? say('account.no-site')],
    [
      'account.queues',
      me.sees === 'workspace' ? say('account.sees-all') : queues.join(', ') || say('account.no-queues'),
    ],
    ['account.markets', markets || say('account.no-queues')],
  ]
}

/** How this computer keeps its keys, in words; empty until it is known. */
function useKeptBy(): string {
  const [words, setWords] = useState('')
  useEffect(() => {
    keptBy().then(
      (by) => setWords(say(`account.secrets-${by}`)),
      (error: unknown) => reportError(error),
    )
  }, [])
  return words
}

/** Who is signed in and what they work on, and how this computer shows it. `version`: of this window. */
export function AccountDialog({ version }: { version: string | null }) {
  const { show } = useScreen.getState()
  const commands = useCommands()
  const read = useCallback((workspace: Workspace) => ({ name: workspace.me.name, known: facts(workspace) }), [])
  const { name, known } = useRows(['agents', 'queues', 'sites'], read)
  const secrets = useKeptBy()
  const languageList = useRef<HTMLSelectElement | null>(null)
  const [wasLanguageChosen] = useState(isLanguageChosen)
  useEffect(languageWasChosen, [])
  // In the moment it is there: whoever goes on by the arrow keys does not wait for the dialog to choose a focus.
  const takeLanguageList = useCallback(
    (list: HTMLSelectElement | null) => {
      languageList.current = list
      if (wasLanguageChosen) list?.focus()
    },
    [wasLanguageChosen],
  )
  const signOut = (): void => {
    const command = commandById('desk.sign-out')
    show(null)
    if (command !== undefined) commands.run(command)
  }
  return (
    <Dialog
      title={name}
      description={version === null ? say('app.name') : say('account.version', { version })}
      closeLabel={say('common.close')}
      onClose={() => show(null)}
      initialFocus={wasLanguageChosen ? languageList : undefined}
      footer={
        <>
          <span className="mr-auto text-sm text-ink-3">{say('account.sign-out-hint')}</span>
          <Button onClick={signOut}>{say('commands.sign-out')}</Button>
        </>
      }
    >
      <dl className="mb-4 grid grid-cols-[fit-content(45%)_1fr] gap-x-3 gap-y-1">
        {known.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="min-w-24 text-ink-3 wrap-anywhere">{say(term)}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
        <dt className="text-ink-3">{say('account.secrets')}</dt>
        <dd>{secrets}</dd>
      </dl>
      <DisplayFields languageList={takeLanguageList} />
      <NoticeFields />
    </Dialog>
  )
}
