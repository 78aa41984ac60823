import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { guardPermissions } from '#main/permissions.ts'

type Handler = (...given: unknown[]) => unknown

/** A session that keeps what it is told to ask. */
function askedSession(): { session: Session; handlers: Map<string, Handler> } {
  const handlers = new Map<string, Handler>()
  const keep = (name: string) => (handler: Handler) => void handlers.set(name, handler)
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    on: (name: string, handler: Handler) => handlers.set(name, handler),
  }
  return { session: session as unknown as Session, handlers }
}

const page = 'app://workspace/index.html'

// Catches: one of the four doors left to Electron, which grants whatever no handler speaks about, and a download that lands in a folder.
test('requests, checks, devices, pictures of the screen and downloads are all answered by us', () => {
  const { session, handlers } = askedSession()
  guardPermissions(session, new Set())
  expect([...handlers.keys()].toSorted()).toEqual(['check', 'device', 'display', 'request', 'will-download'])
  const answers: unknown[] = []
  const answer = (value: unknown): void => void answers.push(value)
  const details = { requestingUrl: page, isMainFrame: true }
  handlers.get('request')?.(null, 'media', answer, details)
  handlers.get('request')?.(null, 'clipboard-sanitized-write', answer, details)
  handlers.get('display')?.({}, answer)
  expect(answers).toEqual([false, true, {}])
  expect(handlers.get('check')?.(null, 'media', page, details)).toBe(false)
  expect(handlers.get('device')?.({ deviceType: 'usb', origin: page })).toBe(false)
  let isPrevented = false
  handlers.get('will-download')?.({ preventDefault: () => (isPrevented = true) })
  expect(isPrevented).toBe(true)
})
