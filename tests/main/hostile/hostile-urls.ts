import fc from 'fast-check'

const often = <T>(usual: T, odd: fc.Arbitrary<T>) => fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, odd)
const schemes = fc.constantFrom(
  'app',
  'HTTPS',
  'http',
  'file',
  'app',
  'javascript',
  'data',
  'blob',
  'smb',
  'tierdesk',
  'ms-msdt',
  '',
)
const scheme = fc.oneof(often('https', fc.constant('app')), schemes)
const divider = often('://', fc.constantFrom('://', ':', ':/', ':\\\\', '://\u0000', '://\t', ':///', '//'))
const host = fc.oneof(
  fc.constantFrom('workspace', 'desk.example.com'),
  fc.constantFrom(
    'workspace',
    'workspace.evil.example',
    'evil.example',
    'workspace@evil.example',
    'evil.example#workspace',
  ),
  fc.constantFrom('example.com', 'badexample.com', 'example.com.evil.example', 'пример.example', '[::1]', '127.1', ''),
  fc.webUrl().map((url) => url.slice(8)),
  fc.string({ maxLength: 40 }),
)
const tail = fc.constantFrom(
  '',
  '/',
  '/index.html',
  '/index.html/',
  '/index.html?x',
  '/index.html%00',
  '/../x',
  '\\x',
  '/\u202e',
  '//x',
  '#',
)
/** Addresses that mean harm, or of which two readers may think differently; some are right. */
export const hostileUrl: fc.Arbitrary<string> = fc
  .tuple(often('', fc.constantFrom(' ', '\n', '\u0000', '\ufeff')), scheme, divider, host, tail)
  .map((parts) => parts.join(''))

/** Whether an address is https to a host or one below it, without a name in it: as the browser that opens it reads it. */
export function isPlainLink(url: string, host: string): boolean {
  const { protocol, hostname, username, password } = new URL(url)
  return protocol === 'https:' && (hostname === host || hostname.endsWith(`.${host}`)) && username + password === ''
}

/** Paths behind `app://workspace/` that try to climb out of the folder of the window, or name what is not in it. */
export const hostilePath: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        '..',
        '.',
        '/',
        '\\',
        '%2e',
        '%2f',
        '%5c',
        '%00',
        '%25',
        '%252e',
        '%c0%ae',
        'a',
        'assets',
        'index.html',
        'C:',
        '~',
        ' ',
        '\u2215',
        'package.json',
        'out',
        'main',
        '.env',
        '::$DATA',
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
  fc.string({ maxLength: 60 }),
)
