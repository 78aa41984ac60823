import type { Delivery } from './delivery.ts'

const patienceMs = 10_000

/** Posts each effect as JSON to an address, with its id as `Idempotency-Key`; any answer from 200 to 299 means that it was taken. */
export const webhook =
  (url: string): Delivery =>
  async ({ id, kind, payload }) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify({ id, kind, payload }),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      await answer.body?.cancel()
      return answer.ok ? { isDone: true } : { isDone: false, why: `answered ${answer.status}` }
    } catch (error) {
      return {
        isDone: false,
        why: error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'not reached',
      }
    }
  }
