import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, type Page, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { enterPin, isSynced, openCase, setPin, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

type Colors = 'light' | 'dark'

/**
 * What axe finds, by rule, with the first place of each. The two windows differ in their colours alone: all rules look at the light one,
 * those about colours at the dark one too. A dialog makes everything around it inert, so what is around it is not looked at again.
 */
async function findings(page: Page, colors: Colors): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  if (colors === 'dark') axe.withRules(['color-contrast', 'link-in-text-block'])
  if (await page.getByRole('dialog').isVisible()) axe.include('[role=dialog]')
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** Gives a command from the palette. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

const states: readonly {
  readonly name: string
  readonly login: string
  readonly reach: (page: Page) => Promise<void>
}[] = [
  { name: 'the list', login: 'ana', reach: async () => {} },
  { name: 'an open case', login: 'ana', reach: (page) => openCase(page, '10311') },
  { name: 'a case that came back from Tier 2', login: 'ana', reach: (page) => openCase(page, '10318') },
  {
    name: 'the macros',
    login: 'ana',
    reach: async (page) => {
      await openCase(page, '10311')
      await page.keyboard.press('m')
      await expect(page.getByText('As it will read for')).toBeVisible()
    },
  },
  {
    name: 'the questions of a macro',
    login: 'ana',
    reach: async (page) => {
      await openCase(page, '10311')
      await page.keyboard.press('m')
      await page.getByRole('combobox').fill('goodwill')
      await page.keyboard.press('Enter')
      await expect(page.getByLabel('Amount of the voucher')).toBeVisible()
    },
  },
  {
    name: 'the place where macros are written',
    login: 'siti',
    reach: async (page) => {
      await openCase(page, '10311')
      await page.getByRole('region', { name: 'Thread' }).focus()
      await page.keyboard.press('g')
      await page.keyboard.press('o')
      await page.getByLabel('Find by title').fill('goodwill')
      await page.getByRole('button', { name: /Goodwill/ }).press('Enter')
      await expect(page.getByLabel('Title', { exact: true })).toBeVisible()
    },
  },
  {
    name: 'the form that escalates',
    login: 'ana',
    reach: async (page) => {
      await openCase(page, '10402')
      await page.keyboard.press('Shift+E')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'a contact detail that is shown',
    login: 'ana',
    reach: async (page) => {
      await openCase(page, '10311')
      await page.getByRole('button', { name: 'Show: E-mail of Maria Dela Cruz' }).click()
      await page.getByRole('menuitem').first().click()
      await expect(page.getByRole('timer')).toBeVisible()
    },
  },
  {
    name: 'connection and safekeeping',
    login: 'ana',
    reach: async (page) => {
      await page.getByLabel(/^State of the connection/).click()
      await expect(page.getByText('to read without a network')).toBeVisible()
    },
  },
  {
    name: 'what an agent is doing',
    login: 'ana',
    reach: async (page) => {
      await page.keyboard.press('Shift+S')
      await expect(page.getByRole('option', { name: /^Available/ })).toBeVisible()
    },
  },
  {
    name: 'the end of a shift',
    login: 'ana',
    reach: async (page) => {
      await command(page, 'End your shift')
      await expect(page.getByRole('button', { name: 'End my shift' })).toBeVisible()
    },
  },
  {
    name: 'a site that goes down',
    login: 'siti',
    reach: async (page) => {
      await command(page, 'Site down')
      await page.getByLabel('Site that is down').selectOption({ label: 'Manila 1' })
      await expect(page.getByRole('checkbox', { name: /^Returns PH/ })).toBeVisible()
    },
  },
  {
    name: 'a search with completions and a mistake',
    login: 'ana',
    reach: async (page) => {
      await page.keyboard.press('/')
      await expect(page.getByRole('search').getByRole('combobox')).toBeFocused()
      await page.keyboard.type('priority:hihg truck tag:')
      await expect(page.getByRole('listbox', { name: 'Completions of the search' })).toBeVisible()
    },
  },
  {
    name: 'selected cases',
    login: 'ana',
    reach: async (page) => {
      await page.keyboard.press('Control+a')
      await expect(page.getByRole('toolbar', { name: 'What to do with the selected cases' })).toBeVisible()
    },
  },
  {
    name: 'the form that saves a view',
    login: 'ben',
    reach: async (page) => {
      await page.keyboard.press('Shift+V')
      await expect(page.getByRole('dialog').getByLabel('Who sees it')).toBeVisible()
    },
  },
  {
    name: 'the times of a snooze',
    login: 'ana',
    reach: async (page) => {
      await openCase(page, '10311')
      await page.keyboard.press('h')
      await expect(page.getByRole('option', { name: /Until they reply/ })).toBeVisible()
    },
  },
  { name: 'the keys', login: 'ben', reach: (page) => page.keyboard.press('?') },
  { name: "Tier 2's hand-over", login: 'ben', reach: (page) => openCase(page, '10602') },
]

/** What axe finds on the screens between the sign-in and the desk. */
async function findingsOnTheWay(
  context: BrowserContext,
  url: string,
  password: string,
  colors: Colors,
): Promise<string[]> {
  const page = await context.newPage()
  await page.goto(url)
  await page.getByLabel('Login').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Choose a PIN for this computer' })).toBeVisible()
  await setPin(page, '123456')
  const found = await findings(page, colors)
  await setPin(page, '271828')
  await isSynced(page)
  await context.route('**/api/share', (route) => route.abort())
  await page.reload()
  await enterPin(page, '000001')
  await expect(page.getByText('4 tries are left')).toBeVisible()
  return [...found, ...(await findings(page, colors))]
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const login of ['ana', 'ben']) {
    // Would catch: a control without a name, a text too pale to read, a region that the keyboard cannot reach.
    test(`axe finds nothing in the ${colorScheme} window: sign-in and the desk of ${login}`, async ({ browser }) => {
      const { directUrl, password } = await running()
      const context = await browser.newContext({ colorScheme })
      const page = await context.newPage()
      await page.goto(directUrl)
      await expect(page.getByLabel('Login')).toBeVisible()
      expect(await findings(page, colorScheme)).toEqual([])
      await signIn(page, login, password)
      for (const state of states.filter((one) => one.login === login)) {
        await state.reach(page)
        expect({ state: state.name, found: await findings(page, colorScheme) }).toEqual({
          state: state.name,
          found: [],
        })
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
      }
      await context.close()
    })
  }

  test(`axe finds nothing in the ${colorScheme} window: choosing a PIN and the locked desk`, async ({ browser }) => {
    const { directUrl, password } = await running()
    const context = await browser.newContext({ colorScheme })
    expect(await findingsOnTheWay(context, directUrl, password, colorScheme)).toEqual([])
    await context.close()
  })
}
