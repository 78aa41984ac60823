import { abortAfter } from '#renderer/sync/abort-after.ts'

/** Posts JSON to the service. Rejects where no answer comes within `patience` milliseconds. */
export function callService(
  serviceUrl: string,
  path: string,
  body: unknown,
  { token, patience = 15_000 }: { token?: string; patience?: number } = {},
): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  return fetch(serviceUrl + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: abortAfter(patience),
  })
}
