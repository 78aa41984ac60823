import { linkScheme } from '#shared/desk-link.ts'

/** What an installed Tierdesk is known by. A name changed here is another product to the systems that have the old one. */
export const product = {
  /** Without a space: a program in a folder with one cannot start its sandbox on Linux (electron/electron#44414). */
  name: 'Tierdesk',
  program: 'tierdesk',
  /** Also the domain under which macOS keeps what a profile sets. */
  appId: 'com.tierdesk.app',
  /** The common name in the certificate that signs for Windows; updates signed by anybody else are refused. */
  publisher: 'Tierdesk',
  scheme: linkScheme,
  desktopFile: 'tierdesk.desktop',
  /** By this one Windows Installer knows that a version replaces another: never to be changed. */
  upgradeCode: '6F0E3C52-9B1D-4C57-8A64-2D1B7E5A90C3',
  summary: 'desk for customer-service agents',
  description: 'Cases, macros, SOPs and escalation to Tier 2 in one window, which goes on working without a network.',
  homepage: 'https://tierdesk.example/',
  maintainer: 'The Tierdesk team <packages@tierdesk.example>',
  /** Stands in app-update.yml until the app says at run time which service it asks; nothing is ever asked here. */
  updateFeed: 'https://updates.tierdesk.invalid/',
} as const
