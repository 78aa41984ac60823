import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { ProxyQuestion } from '#shared/proxy-question.ts'
import { findings } from '../e2e/axe-findings.ts'
import { byCommand, byKeys, dialog, isOpen } from '../e2e/reach.ts'
import { signInTo } from '../e2e/shown.ts'
import { wordsIn } from '../e2e/words-in.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

const enforced = {
  Watermark: true,
  ExternalLinkHosts: ['*.example.com', 'help.example.org'],
  QuietHours: '20:00-08:00',
  // Refused, with a sentence.
  OfflineLeaseHours: 'four',
}

// Would catch: what only the app shows, so that no browser of the other tests ever looks at it, and that nobody can read or name.
test('axe finds nothing on what only the app shows, also under a watermark, light, dark and in high contrast', async () => {
  const service = await serviceUnderTest()
  const base = mkdtempSync(join(tmpdir(), 'tierdesk-screens-'))
  const policies = join(base, 'policies')
  mkdirSync(policies)
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced: enforced }), { mode: 0o644 })
  const desk = { serviceUrl: service.directUrl, userData: join(base, 'profile'), policies }
  const { app, window } = await launchDesktop(desk)
  const shown = { page: window, say: wordsIn('en') }
  const found: Record<string, string[]> = {}
  const look = async (name: string): Promise<void> => {
    const faults = await findings(window, true)
    if (faults.length > 0) found[name] = faults
  }
  /** What a proxy asks, as the main process tells it. */
  const ask = (question: ProxyQuestion | null): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, asked) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('tierdesk:event', 'proxy.changed', { question: asked }),
      question,
    )
  const question = { id: 1, host: 'proxy.floor3.example.com:3128', realm: 'Floor 3', isAgain: false, isTrying: false }
  await window.getByLabel('Login').waitFor()
  await ask(question)
  await isOpen(window)
  await look('proxy')
  await ask({ ...question, id: 2, isAgain: true })
  await expect(dialog(window)).toContainText('It did not accept that.')
  await look('proxy, again')
  await ask(null)
  await signInTo(shown, 'ana', service.password)
  await look('desk under a watermark')
  await byCommand('commands.about')(shown)
  await expect(dialog(window).getByRole('table')).toBeVisible()
  await look('about')
  await window.keyboard.press('Escape')
  await byKeys('g', 'h')(shown)
  await look('health')
  await window.keyboard.press('Escape')
  await byKeys('Control+,')(shown)
  await dialog(window).getByLabel('Not at these hours').check()
  await expect(dialog(window)).toContainText('IT keeps it quiet from 20:00 until 08:00')
  await look('account')
  expect(found).toEqual({})
  await app.close()
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})
