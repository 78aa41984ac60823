import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { ServiceUnderTest } from '../service-under-test.ts'

const Reply = z.object({ token: z.string() })

/** Posts to the service as an administrator, who signs in for it. Answers the status. */
export async function asAdmin({ directUrl, password }: ServiceUnderTest, path: string): Promise<number> {
  const post = (to: string, body: unknown, token = ''): Promise<Response> =>
    fetch(directUrl + to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  const asked = { login: 'admin', password, deviceId: crypto.randomUUID() }
  const { token } = Reply.parse(await (await post('/api/sign-in', asked)).json())
  return (await post(path, {}, token)).status
}

/** As what the service knows the computer of this window. */
export const deviceOf = (page: Page): Promise<string> =>
  page.evaluate(() => localStorage.getItem('tierdesk.device') ?? '')
