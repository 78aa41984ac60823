import { type WordKey, say } from '#renderer/words/say.ts'

/** What the Tierdesk app can do that a page in a browser cannot, or not as well; each with what there is here in its place. */
const abilities = [
  ['browser.window', isWindowOfItsOwn() ? 'browser.window-here' : 'browser.window-tab'],
  ['browser.policies', 'browser.policies-here'],
  ['browser.keys', 'browser.keys-here'],
  ['browser.lock', 'browser.lock-here'],
  ['browser.capture', 'browser.capture-here'],
  ['browser.links', 'browser.links-here'],
  ['browser.files', 'browser.files-here'],
  ['browser.menu', 'browser.menu-here'],
  ['browser.proxy', 'browser.proxy-here'],
  ['browser.updates', 'browser.updates-here'],
] as const satisfies readonly (readonly [WordKey, WordKey])[]

/** Whether the browser installed it: then it has no tabs and no address above it. */
function isWindowOfItsOwn(): boolean {
  return window.matchMedia('(display-mode: standalone)').matches
}

/** Says plainly what is missing in a browser, for agents who wonder and for IT who chooses between the two. */
export function BrowserAbilities() {
  return (
    <>
      <p className="mb-2 text-ink-2">{say('browser.text')}</p>
      <table className="w-full table-fixed">
        <thead>
          <tr className="border-b border-line text-left text-sm text-ink-3">
            <th className="w-2/5 py-1 pr-3 font-medium">{say('browser.in-app')}</th>
            <th className="py-1 font-medium">{say('browser.here')}</th>
          </tr>
        </thead>
        <tbody>
          {abilities.map(([ability, here]) => (
            <tr key={ability} className="border-b border-line align-top last:border-0">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal wrap-anywhere">
                {say(ability)}
              </th>
              <td className="py-1.5 text-ink-2 wrap-anywhere">{say(here)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
