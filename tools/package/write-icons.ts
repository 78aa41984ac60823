// Draws resources/icons from icon.svg, in the Chromium that TIERDESK_CHROMIUM names: `npm run icons`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { isRoot, ROOT } from '../project.mjs'
import { linuxIconSizes, macIcon, macIconKinds, windowsIcon, windowsIconSizes } from './icon-files.ts'

const folder = join(ROOT, 'resources', 'icons')
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8')

async function drawn(browser: Browser, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

const program = process.env['TIERDESK_CHROMIUM']
const browser = await chromium.launch({
  ...(program === undefined ? {} : { executablePath: program }),
  args: isRoot ? ['--no-sandbox'] : [],
})
const pictures = new Map<number, Buffer>()
for (const size of new Set([...linuxIconSizes, ...windowsIconSizes, ...Object.values(macIconKinds)]))
  pictures.set(size, await drawn(browser, size))
await browser.close()

const picture = (size: number): Buffer => pictures.get(size) ?? Buffer.alloc(0)
mkdirSync(join(folder, 'linux'), { recursive: true })
for (const size of linuxIconSizes) writeFileSync(join(folder, 'linux', `${size}x${size}.png`), picture(size))
writeFileSync(join(folder, 'icon.ico'), windowsIcon(new Map(windowsIconSizes.map((size) => [size, picture(size)]))))
const kinds = Object.entries(macIconKinds).map(([kind, size]): [string, Buffer] => [kind, picture(size)])
writeFileSync(join(folder, 'icon.icns'), macIcon(new Map(kinds)))
console.log(`${folder} holds icon.ico, icon.icns and ${linuxIconSizes.length} pictures for Linux.`)
