import { readFileSync } from 'node:fs'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/**
 * Prints what stood on screen when a story failed: where the checks run on a machine that is gone afterwards, the printed text is all
 * that is left to find the cause with.
 */
export default class FailedScreen implements Reporter {
  onTestEnd(test: TestCase, { attachments }: TestResult): void {
    for (const { name, path } of attachments) {
      if (name !== 'error-context' || path === undefined) continue
      const [, screen = 'nothing was noted'] = /^```yaml\n(.*?)^```$/ms.exec(readFileSync(path, 'utf8')) ?? []
      console.log(`\n-- on screen when this failed: ${test.title}\n${screen}`)
    }
  }

  printsToStdio(): boolean {
    return false
  }
}
