import type { DesktopEvent, EventPayload } from '#shared/desktop-bridge.ts'
import { readPayload } from './typed-bridge.ts'

/** Raises `power.resumed` when the browser reports a network again; other events are never raised here. Returns how to stop. */
export function onNetworkReturn<E extends DesktopEvent>(
  name: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  if (name !== 'power.resumed') return () => undefined
  const raise = (): void => listener(readPayload(name, undefined))
  window.addEventListener('online', raise)
  return () => window.removeEventListener('online', raise)
}
