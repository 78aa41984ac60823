import fc from 'fast-check'

const markup = [
  '<script>window.hostileRan = 1</script>',
  '<img src=x onerror="window.hostileRan = 1">',
  '<svg onload=window.hostileRan=1><a xlink:href="javascript:window.hostileRan=1"><text>x</text></a></svg>',
  '<iframe srcdoc="<script>parent.hostileRan = 1</script>"></iframe>',
  '<math><mtext></p><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hostileRan=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=window.hostileRan=1>">',
  '<form action="javascript:window.hostileRan=1"><input autofocus onfocus=window.hostileRan=1></form>',
  '<a href="javascript:window.hostileRan=1">link</a>',
  '<a href="java\u0000script:window.hostileRan=1" target=_blank>link</a>',
  '[link](javascript:window.hostileRan=1) ![x](x" onerror="window.hostileRan=1)',
  '<b id=attributes name=childNodes>clobber</b><form id=test><input name=attributes></form>',
  '<object data="data:text/html,<script>window.hostileRan=1</script>"></object><embed src="x"><base href="//evil.example">',
  '<link rel=stylesheet href=//evil.example><style>@import "//evil.example"</style><meta http-equiv=refresh content="0">',
  '<div style="position:fixed;inset:0" onclick="window.hostileRan=1" contenteditable>over everything</div>',
  '<template><script>window.hostileRan=1</script></template><details open ontoggle=window.hostileRan=1>',
  '{{constructor.constructor("window.hostileRan=1")()}} ${window.hostileRan=1} <%= 1 %> #{1} %{1}',
]

const letters = [
  // Whatever turns the direction of a line, or cannot be seen.
  '\u202Egnp.exe\u202C',
  '\u2066\u2067\u2068\u2069\u200F\u061C',
  'zero\u200Bwidth\u200Djoined\uFEFF',
  // Half characters, no characters, and a great many marks on one.
  '\uD800',
  'a\uDC00b',
  '\0',
  'null\0byte',
  '\u0001\u0008\u001B[31m\u007F\u0085',
  `e${'\u0301'.repeat(400)}`,
  '\uFFFE\uFFFF',
  'ﷺ𒐫',
  '👩‍👩‍👧‍👦'.repeat(40),
  'กิ็็็็็็็็็็็็็็็็็็็็',
  '退款 退款 退款',
  'ﻻ مرحبا 123 שלום',
]

/** Names that every object has already, and ones that mean something to some engine. */
export const oddNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '$where',
  '0',
  '',
] as const

const others = [
  "'; drop table rows; --",
  '../../../../etc/passwd',
  'NaN',
  '-1',
  '1e999',
  'true',
  'null',
  '2026-13-45T99:99:99.999Z',
  '9999-12-31T23:59:59.999Z',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  ' ',
  '\n\n\n',
  '{{ticket.requester.name}} {{unknown.name}} {%raw%}',
  '{{'.repeat(500),
  '[['.repeat(2000),
  '> '.repeat(500),
  ' '.repeat(5000) + 'x',
]

const huge = [20_000, 70_000, 300_000].map((length) => 'x'.repeat(length))

/** Texts that somebody means harm with, or that nobody thought of. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...markup) },
  { weight: 12, arbitrary: fc.constantFrom(...letters) },
  { weight: 12, arbitrary: fc.constantFrom(...others, ...oddNames) },
  { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(...huge) },
)

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`)

/** Values as they can come over the wire: whatever JSON holds, of every wrong kind. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, 5e-324),
  },
  { weight: 2, arbitrary: fc.constantFrom<unknown>([], {}, [null], [[]], { '': '' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      // Read from JSON, so that the name is the object's own.
      JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}}'),
      JSON.parse('{"toString": "x", "valueOf": 1, "then": "y", "length": -1}'),
      nested(400, '[', ']'),
      nested(400, '{"a":', '}'),
      Array.from({ length: 30_000 }, () => 0),
    ),
  },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** The texts that are shown on screens to see whether anything in them runs. */
export const shownTexts: readonly string[] = [...markup, ...letters, ...others]
