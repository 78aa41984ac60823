import { type ReactNode, useEffect, useState } from 'react'
import { policies } from '#shared/policy/all-policies.ts'
import type { PolicyReport } from '#shared/policy/policy-report.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { aboutDesk, importSitePack } from '#renderer/workspace/policy.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { lookForUpdate, useUpdate } from '#renderer/workspace/update-store.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { BrowserAbilities } from './browser-abilities.tsx'
import { asShown, decidedFirst, valueWords } from './policy-words.ts'
import { updateWords } from './update-words.ts'

type Known = Awaited<ReturnType<typeof aboutDesk>>

function useAbout(): Known | null {
  const [known, setKnown] = useState<Known | null>(null)
  useEffect(() => {
    let isCurrent = true
    aboutDesk().then((found) => isCurrent && setKnown(found), reportError)
    return () => {
      isCurrent = false
    }
  }, [])
  return known
}

function Line({ term, children }: { term: WordKey; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_1fr] gap-x-3 py-0.5 max-[32rem]:grid-cols-1">
      <dt className="text-ink-3">{say(term)}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}

const Value = ({ value }: { value: ReturnType<typeof valueWords> }) =>
  'words' in value ? value.words : <code className="text-sm">{value.written}</code>

function PolicyTable({ policy, platform }: { policy: PolicyReport; platform: string }) {
  const settings = useSettings()
  const here = policy.entries.filter(({ id }) => policies[id].platforms.some((one) => one === platform))
  const entries = decidedFirst(here.map((entry) => asShown(entry, settings)))
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr className="border-b border-line text-left text-sm text-ink-3">
          <th className="w-2/5 py-1 pr-3 font-medium">{say('about.policy')}</th>
          <th className="py-1 pr-3 font-medium">{say('about.value')}</th>
          <th className="w-[30%] py-1 font-medium">{say('about.from')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className="border-b border-line align-top last:border-0">
            <th scope="row" className="py-1 pr-3 text-left font-normal">
              {say(`policy.${entry.id}`)}
              {/* What IT calls it, in every language. */}
              <code className="block text-sm text-ink-3 wrap-anywhere">{entry.id}</code>
            </th>
            <td className="py-1 pr-3 wrap-anywhere">
              <Value value={valueWords(entry, settings)} />
            </td>
            <td className="py-1 wrap-anywhere">
              <span className={entry.by === 'usual' ? 'text-ink-3' : undefined}>{say(`policy.by.${entry.by}`)}</span>
              {entry.where !== '' && <code className="block text-sm text-ink-3">{entry.where}</code>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Refused({ sentences }: { sentences: readonly string[] }) {
  return (
    <section className="mt-4">
      <h3 className="font-semibold">{say('about.refused')}</h3>
      <p className="text-sm text-ink-3">{say('about.refused-hint')}</p>
      <ul lang="en" className="mt-1 list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence} className="py-0.5 wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

function takeSitePack(): void {
  importSitePack().then(
    ({ site, refused }) => {
      if (site !== null) notify(say('site-pack.imported', { site }))
      if (refused !== null) notify(say('site-pack.refused', { why: refused }), { tone: 'bad' })
    },
    (error: unknown) => reportError(error),
  )
}

/** Which Tierdesk this is, and every setting that IT can decide: its value, and who says so. */
export function AboutDialog() {
  const known = useAbout()
  const close = (): void => useScreen.getState().show(null)
  return (
    <Dialog
      title={say('commands.about')}
      size="lg"
      closeLabel={say('common.close')}
      onClose={close}
      footer={
        <>
          {known !== null && known.about.platform !== 'browser' && (
            <Button onClick={takeSitePack}>{say('site-pack.import')}</Button>
          )}
          <Button look="primary" onClick={close}>
            {say('common.close')}
          </Button>
        </>
      }
    >
      {known !== null && <Known known={known} />}
    </Dialog>
  )
}

function Updates() {
  const { state } = useUpdate()
  const [isLooking, setLooking] = useState(false)
  const look = (): void => {
    setLooking(true)
    lookForUpdate()
      .catch((error: unknown) => reportError(error))
      .finally(() => setLooking(false))
  }
  return (
    <Line term="about.updates">
      <output>{updateWords(state)}</output>{' '}
      {state.is !== 'off' && (
        <Button size="sm" isBusy={isLooking} onClick={look}>
          {say('updates.look')}
        </Button>
      )}
    </Line>
  )
}

function Known({ known: { about, policy } }: { known: Known }) {
  const isBrowser = about.platform === 'browser'
  return (
    <ScrollRegion label={say('commands.about')} className="max-h-[60vh]">
      <dl className="mb-4">
        <Line term="about.version">{about.version}</Line>
        <Line term="about.runtime">{isBrowser ? say('about.browser') : about.runtime}</Line>
        <Line term="about.service">{about.serviceUrl}</Line>
        {!isBrowser && <Updates />}
        {!isBrowser && <Line term="about.site">{policy.site ?? say('about.no-site')}</Line>}
      </dl>
      <h3 className="mb-1 font-semibold">{say(isBrowser ? 'browser.title' : 'about.policies')}</h3>
      {isBrowser ? <BrowserAbilities /> : <PolicyTable policy={policy} platform={about.platform} />}
      {policy.refusals.length > 0 && <Refused sentences={[...new Set(policy.refusals)]} />}
    </ScrollRegion>
  )
}
