import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The looks a window can have, as they stand on its root element (apply-display.ts puts them there). */
const looks = [
  { theme: 'light', contrast: 'usual' },
  { theme: 'dark', contrast: 'usual' },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'more' },
] as const

/**
 * What axe finds, by rule, with the first places of each. The looks differ in their colours alone: all rules look at the first one, those
 * about colours at the others too. A dialog or a menu makes everything around it inert, so what is around it is not looked at again.
 * `isApp`: the page is one of Electron.
 */
export async function findings(page: Page, isApp = false): Promise<string[]> {
  const found: string[] = []
  for (const look of looks) {
    await page.evaluate((chosen) => Object.assign(document.documentElement.dataset, chosen), look)
    // In Electron nobody can open another page for it.
    const axe = new AxeBuilder({ page }).setLegacyMode(isApp)
    // The size of targets is part of WCAG 2.2 AA, and not on by default in axe.
    if (look === looks[0]) axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    else axe.options({ resultTypes: ['violations'] }).withRules(['color-contrast', 'link-in-text-block'])
    for (const cover of ['dialog', 'menu'] as const) {
      if (await page.getByRole(cover).isVisible()) axe.include(`[role=${cover}]`)
    }
    const { violations } = await axe.analyze()
    const name = `${look.theme}, ${look.contrast} contrast`
    found.push(...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${name}: ${id}: ${html}`)))
  }
  return found
}
