import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const icons = new URL('../resources/icons/linux/', import.meta.url)
const sizes = [256, 512]
const colour = '#3b5bdb'

/**
 * What makes the window installable in a managed browser (W3C Web Application Manifest): a name, an icon, and a window of its own. The desktop
 * app serves neither of these files and reads neither.
 */
export const manifest = {
  id: '/',
  name: 'Tierdesk',
  short_name: 'Tierdesk',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: colour,
  background_color: '#ffffff',
  icons: sizes.map((size) => ({
    src: `/icons/${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any',
  })),
} as const

interface Emits {
  emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): string
}

/** Puts the manifest and its icons beside the built window, and its name into the page. */
export const windowManifest = () => ({
  name: 'tierdesk-window-manifest',
  apply: 'build' as const,
  generateBundle(this: Emits) {
    this.emitFile({ type: 'asset', fileName: 'tierdesk.webmanifest', source: JSON.stringify(manifest, null, 2) })
    for (const size of sizes) {
      const picture = readFileSync(fileURLToPath(new URL(`${size}x${size}.png`, icons)))
      this.emitFile({ type: 'asset', fileName: `icons/${size}.png`, source: picture })
    }
  },
  transformIndexHtml: () => [
    { tag: 'link', attrs: { rel: 'manifest', href: '/tierdesk.webmanifest' }, injectTo: 'head' as const },
    { tag: 'meta', attrs: { name: 'theme-color', content: colour }, injectTo: 'head' as const },
  ],
})
