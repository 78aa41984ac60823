import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { findCases } from '#renderer/commands/shown-cases.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { sayFirstProblem } from '#renderer/words/query-words.ts'
import { say, sayList } from '#renderer/words/say.ts'
import { sayOrder } from '#renderer/words/sort-words.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { isEmptyQuery } from '#shared/case-query/query-node.ts'
import { type ListOrder, orderOf, orderText } from '#shared/case-query/query-fields.ts'
import { ViewSort } from '#shared/domain/saved-view.ts'
import { newId } from '#shared/new-id.ts'
import { type ViewDraft, draftOf, ownDraft, positionFor, scopesFor, unsharedWith } from './view-draft.ts'

const close = (): void => useScreen.getState().show(null)
const orders: readonly ListOrder[] = ViewSort.options.flatMap((by) => [
  { by, isDescending: false },
  { by, isDescending: true },
])
const keyOf = (scope: ViewDraft['scope']): string => JSON.stringify(scope)

/** What is wrong with a view, as far as the form can tell; null where nothing is. */
function troubleOf(draft: ViewDraft): { name: string | null; filter: string | null } {
  const query = parseQuery(draft.filter)
  const problem = sayFirstProblem(query.problems)
  return {
    name: draft.name.trim() === '' ? say('saved.name-missing') : null,
    filter:
      problem !== null
        ? say('saved.filter-wrong', { problem })
        : isEmptyQuery(query) || query.problems.length > 0
          ? say('saved.filter-missing')
          : null,
  }
}

/** Why some cannot be chosen of those a view could be shared with. */
function WhyNotShared() {
  const workspace = useWorkspace()
  const hidden = unsharedWith(workspace)
  if (hidden.teams.length === 0 && !hidden.isEveryone) return null
  const words = hidden.isEveryone ? say('saved.scope-hint') : say('saved.scope-teams', { list: sayList(hidden.teams) })
  return <p className="text-sm text-ink-3">{words}</p>
}

/** Saves and removes views, and says what became of it. */
function useViewActions() {
  const workspace = useWorkspace()
  const commands = useCommands()
  return {
    save: (draft: ViewDraft): void => {
      const { desk, screen } = commands.contextNow()
      const viewId = draft.row?.id ?? newId()
      const named = workspace.mutate('view.save', {
        viewId,
        name: draft.name.trim(),
        filter: draft.filter.trim(),
        sort: draft.order.by,
        isDescending: draft.order.isDescending,
        scope: draft.scope,
        position: draft.row?.position ?? positionFor(workspace),
      })
      if (!tellOutcome(desk, named)) return
      close()
      screen.showView(`view/${viewId}`)
      screen.focusOn('list')
      desk.tell(say('saved.saved', { name: draft.name.trim() }))
    },
    remove: (row: NonNullable<ViewDraft['row']>): void => {
      const { desk, screen } = commands.contextNow()
      if (!tellOutcome(desk, workspace.mutate('view.remove', { viewId: row.id }))) return
      close()
      screen.showView('all-open')
      screen.focusOn('list')
      const { id: viewId, name, filter, sort, isDescending, scope, position } = row
      const back = { viewId, name, filter, sort, isDescending, scope, position }
      desk.tell(say('saved.removed', { name }), { undo: () => tellOutcome(desk, workspace.mutate('view.save', back)) })
    },
  }
}

/** Names a search, says who sees it and in which order it stands; or changes or removes a view that there is. */
export function SaveViewDialog() {
  const workspace = useWorkspace()
  const actions = useViewActions()
  const { view, search } = useScreen.getState()
  const [{ draft: begun, sharedName }] = useState(() => ownDraft(workspace, draftOf(workspace, view, search)))
  const [draft, setDraft] = useState(begun)
  const [isTried, setTried] = useState(false)
  const nameField = useRef<HTMLInputElement>(null)
  const scopes = useMemo(() => scopesFor(workspace), [workspace])
  const trouble = troubleOf(draft)
  const count = useMemo(() => findCases(workspace, draft.filter).length, [workspace, draft.filter])
  const { row } = draft
  const submit = (): void => {
    setTried(true)
    if (trouble.name === null && trouble.filter === null) actions.save(draft)
    else nameField.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    submit()
  }
  return (
    <Dialog
      title={say(row === null ? 'saved.new' : 'saved.edit')}
      description={sharedName === null ? say('saved.text') : say('saved.shared', { name: sharedName })}
      onClose={close}
      closeLabel={say('common.close')}
      initialFocus={nameField}
      footer={
        <>
          {row !== null && (
            <Button look="danger" onClick={() => actions.remove(row)}>
              {say('saved.remove')}
            </Button>
          )}
          <span className="flex-1" />
          <Button onClick={close}>{say('common.cancel')}</Button>
          <Button look="primary" keys="↵" onClick={submit}>
            {say('saved.save')}
          </Button>
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in any of the fields saves, as in a form */}
      <div className="flex flex-col gap-4" onKeyDown={onKeyDown}>
        <Field label={say('saved.name')} error={isTried ? trouble.name : null}>
          {(control) => (
            <TextField
              {...control}
              ref={nameField}
              value={draft.name}
              maxLength={80}
              onChange={({ target }) => setDraft({ ...draft, name: target.value })}
            />
          )}
        </Field>
        <Field
          label={say('saved.filter')}
          hint={say('saved.filter-hint')}
          aside={trouble.filter === null ? say('saved.fits', { n: count }) : undefined}
          error={draft.filter.trim() === '' && !isTried ? null : trouble.filter}
        >
          {(control) => (
            <TextField
              {...control}
              value={draft.filter}
              maxLength={1000}
              spellCheck={false}
              onChange={({ target }) => setDraft({ ...draft, filter: target.value })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={say('saved.sort')}>
            {(control) => (
              <SelectField
                {...control}
                value={orderText(draft.order)}
                options={orders.map((order) => ({
                  value: orderText(order),
                  label: `${say(`sort.${order.by}`)}: ${sayOrder(order)}`,
                }))}
                onChange={(text) => setDraft({ ...draft, order: orderOf(text) ?? draft.order })}
              />
            )}
          </Field>
          <Field label={say('saved.scope')}>
            {(control) => (
              <SelectField
                {...control}
                value={keyOf(draft.scope)}
                options={scopes.map(({ scope, label }) => ({ value: keyOf(scope), label }))}
                onChange={(key) => {
                  const scope = scopes.find((one) => keyOf(one.scope) === key)?.scope
                  if (scope !== undefined) setDraft({ ...draft, scope })
                }}
              />
            )}
          </Field>
        </div>
        <WhyNotShared />
      </div>
    </Dialog>
  )
}
