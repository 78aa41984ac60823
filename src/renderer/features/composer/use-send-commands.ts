import { useEffect, useEffectEvent } from 'react'
import { type AfterSending, useComposeRequests } from '#renderer/workspace/compose-request.ts'

/** Lets the commands send what is written here, for as long as it is on the screen. */
export function useSendCommands(send: (after: AfterSending) => void): void {
  const sendNow = useEffectEvent(send)
  useEffect(() => {
    const own = (after: AfterSending): void => sendNow(after)
    useComposeRequests.setState({ send: own })
    // The composer of the next case may be there already.
    return () => useComposeRequests.setState((requests) => (requests.send === own ? { send: null } : requests))
  }, [])
}
