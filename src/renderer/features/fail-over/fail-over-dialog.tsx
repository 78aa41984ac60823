import { useState } from 'react'
import { can } from '#shared/permissions.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { isDown } from '#renderer/workspace/fail-over.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { DownSite } from './down-site.tsx'
import { MarkDownForm } from './mark-down-form.tsx'

// Sites that are down come first: whoever opens this then mostly wants to take one back.
const readSites = (workspace: Workspace) => {
  const may = can({ kind: 'agent', agent: workspace.me })
  return workspace
    .all('sites')
    .filter((site) => may.failOver(site))
    .sort((a, b) => Number(isDown(b)) - Number(isDown(a)) || a.name.localeCompare(b.name))
}

/** Hands the queues of a site to others, and takes them back. */
export function FailOverDialog() {
  const sites = useRows(['sites', 'agents'], readSites)
  const [chosenId, setChosenId] = useState(() => '')
  const close = (): void => useScreen.getState().show(null)
  const site = sites.find(({ id }) => id === chosenId) ?? (chosenId === '' ? sites.find(isDown) : undefined)
  const head = (
    <Field label={say('fail-over.site')}>
      {(control) => (
        <SelectField
          {...control}
          value={site?.id ?? ''}
          placeholder={say('fail-over.choose-site')}
          options={sites.map((one) => ({
            value: one.id,
            label: isDown(one) ? say('fail-over.site-down', { site: one.name }) : one.name,
          }))}
          onChange={setChosenId}
        />
      )}
    </Field>
  )
  if (site === undefined) {
    return (
      <Dialog
        title={say('fail-over.title')}
        description={say('fail-over.text')}
        closeLabel={say('common.close')}
        onClose={close}
      >
        {head}
      </Dialog>
    )
  }
  return isDown(site) ? (
    <DownSite key={site.id} site={site} head={head} onClose={close} />
  ) : (
    <MarkDownForm key={site.id} site={site} head={head} onClose={close} />
  )
}
