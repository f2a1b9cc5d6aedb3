import { expect, test } from 'vitest'
import { bullet } from '../../reports/html/charts/bullet.ts'
import { categories } from '../../reports/html/charts/categories.ts'
import { ecdf } from '../../reports/html/charts/ecdf.ts'
import { histogram } from '../../reports/html/charts/histogram.ts'
import { sparkline } from '../../reports/html/charts/sparkline.ts'
import type { Categories, Ecdf, Histogram } from '../../src/core/chart.ts'

const prices: Histogram = {
  kind: 'histogram',
  edges: [0, 10, 20, 30],
  reference: [10, 20, 10],
  sample: [1, 1, 2],
  scale: 'linear',
}

const shares: Ecdf = {
  kind: 'ecdf',
  x: [0, 10, 20],
  reference: [0.5, 0.75, 1],
  sample: [0.25, 0.5, 1],
  scale: 'linear',
  gap: { x: 10, reference: 0.75, sample: 0.5 },
}

test('a histogram is a grey area and a line over shares of each dataset', () => {
  expect(lines(histogram(prices, { name: 'price', width: 200, height: 100 }))).toMatchInlineSnapshot(`
    "<svg class="ch" role="img" aria-label="Distribution of price. Reference: most rows, 50.0 %, between 10 and 20. Sample: most rows, 50.0 %, between 20 and 30." data-read="40|90.7|0 to 10|25|25;90.7|141.3|10 to 20|50|25;141.3|192|20 to 30|25|50" width="200" height="100" viewBox="0 0 200 100" fill="none">
    <path class="gr" d="M40 52.1H192M40 26.2H192"/>
    <text class="ax e" x="34" y="82">0 %</text>
    <text class="ax e" x="34" y="56.1">20 %</text>
    <text class="ax e" x="34" y="30.2">40 %</text>
    <path class="ra" d="M40 78V45.6H90.7V13.2H141.3V45.6H192V78"/>
    <path class="sl" d="M40 78V45.6H90.7H141.3V13.2H192V78"/>
    <path class="bl" d="M40 78H192M40 78v4M65.3 78v4M90.7 78v4M116 78v4M141.3 78v4M166.7 78v4M192 78v4"/>
    <text class="ax m" x="40" y="94">0</text>
    <text class="ax m" x="65.3" y="94">5</text>
    <text class="ax m" x="90.7" y="94">10</text>
    <text class="ax m" x="116" y="94">15</text>
    <text class="ax m" x="141.3" y="94">20</text>
    <text class="ax m" x="166.7" y="94">25</text>
    <text class="ax m" x="192" y="94">30</text>
    </svg>"
  `)
})

test('exact zeros stand in a slot beside a log axis', () => {
  const svg = histogram({
    ...prices,
    edges: [0.01, 1, 100, 10_000],
    scale: 'log',
    zero: { reference: 40, sample: 12 },
  })
  expect(label(svg)).toContain('Exactly 0: reference 50.0 %, sample 75.0 %.')
  expect(texts(svg)).toEqual(['0 %', '20 %', '40 %', '60 %', '0', '0.01', '1', '100', '10⁴'])
})

test('an ECDF draws the gap and the gap that is allowed', () => {
  expect(lines(ecdf(shares, { name: 'price', width: 200, height: 100, limit: 0.1 }))).toMatchInlineSnapshot(`
    "<svg class="ch" role="img" aria-label="Cumulative share of price. The curves are furthest apart at 10: 75.0 % of the reference and 50.0 % of the sample are at most that, a gap of 0.25. The test fails from a gap of 0.1." data-read="46|119|up to 0|50|25;119|192|up to 10|75|50;192|192|up to 20|100|100" width="200" height="100" viewBox="0 0 200 100" fill="none">
    <path class="gr" d="M46 44H192M46 10H192"/>
    <text class="ax e" x="40" y="82">0 %</text>
    <text class="ax e" x="40" y="48">50 %</text>
    <text class="ax e" x="40" y="14">100 %</text>
    <path class="rl" d="M46 78H46V44H119V27H192V10H192"/>
    <path class="sl" d="M46 78H46V61H119V44H192V10H192"/>
    <path class="bl" d="M46 78H192M46 78v4M82.5 78v4M119 78v4M155.5 78v4M192 78v4"/>
    <text class="ax m" x="46" y="94">0</text>
    <text class="ax m" x="82.5" y="94">5</text>
    <text class="ax m" x="119" y="94">10</text>
    <text class="ax m" x="155.5" y="94">15</text>
    <text class="ax m" x="192" y="94">20</text>
    <path class="gap" d="M119 44V27M115 44h8M115 27h8"/>
    <path class="lim" d="M126 44V37.2m-3 0h6"/>
    <text class="gl" x="131" y="58">gap 0.25</text>
    <text class="gt" x="131" y="72">fails from 0.1</text>
    </svg>"
  `)
})

test('an ECDF without a limit names its gap only', () => {
  expect(texts(ecdf(shares))).toEqual(['0 %', '50 %', '100 %', '0', '5', '10', '15', '20', 'gap 0.25'])
})

test('categories are a bar for the sample and a tick for the reference, and new ones stand out', () => {
  const chart: Categories = {
    kind: 'categories',
    entries: [
      { label: 'Pop', reference: 3, sample: 1 },
      { label: '<b>new</b>', reference: 0, sample: 1 },
    ],
    other: { categories: 7, reference: 1, sample: 2 },
    total: { reference: 4, sample: 4 },
  }
  expect(lines(categories(chart, { name: 'genre' }))).toMatchInlineSnapshot(`
    "<svg class="ch" role="img" aria-label="Share of rows per category of genre. Pop: reference 75.0 %, sample 25.0 %. &lt;b&gt;new&lt;/b&gt;: reference 0 %, sample 25.0 %. other (7): reference 25.0 %, sample 50.0 %." width="400" height="84" viewBox="0 0 400 84" fill="none">
    <path class="gr" d="M132 0V64M170.9 0V64M209.9 0V64M248.8 0V64"/>
    <text class="cl e" x="124" y="14">Pop</text>
    <path class="nb" d="M132 4H180.7v12H132z"/>
    <path class="rt" d="M278 2v16"/>
    <text class="cv e" x="400" y="14">75.0 % → 25.0 %</text>
    <text class="cl e bad" x="124" y="34">&lt;b&gt;new&lt;/b&gt;</text>
    <path class="nbx" d="M132 24H180.7v12H132z"/>
    <path class="rt" d="M132 22v16"/>
    <text class="cv e" x="400" y="34">0 % → 25.0 %</text>
    <text class="cl e" x="124" y="54">other (7)</text>
    <path class="nb" d="M132 44H229.3v12H132z"/>
    <path class="rt" d="M180.7 42v16"/>
    <text class="cv e" x="400" y="54">25.0 % → 50.0 %</text>
    <text class="ax m" x="132" y="79">0 %</text>
    <text class="ax m" x="170.9" y="79">20 %</text>
    <text class="ax m" x="209.9" y="79">40 %</text>
    <text class="ax m" x="248.8" y="79">60 %</text>
    </svg>"
  `)
})

test('more categories than fit are added up', () => {
  const entries = Array.from({ length: 30 }, (_, index) => ({ label: `c${index}`, reference: 1, sample: 2 }))
  const svg = categories(
    {
      kind: 'categories',
      entries,
      other: { categories: 5, reference: 10, sample: 0 },
      total: { reference: 40, sample: 60 },
    },
    { limit: 20 },
  )
  expect(texts(svg).filter(text => text.startsWith('other'))).toEqual(['other (15)'])
  expect(texts(svg)).toContain('50.0 % → 33.3 %')
})

test('a sparkline merges bins and needs less than half a kilobyte', () => {
  const bins = Array.from({ length: 32 }, (_, index) => index)
  const svg = sparkline({ ...prices, edges: [...bins, 32], reference: bins, sample: bins.toReversed() })
  expect(svg.length).toBeLessThan(600)
  expect(svg.match(/H/g)).toHaveLength(2 * 16)
})

test('a bullet marks where the statistic fails', () => {
  expect(lines(bullet(0.1, 0.05))).toMatchInlineSnapshot(`
    "<svg class="bu" aria-hidden="true" width="72" height="14" viewBox="0 0 72 14" fill="none">
    <path class="b0" d="M0 5h72v4H0z"/>
    <path class="bf" d="M0 5h72v4H0z"/>
    <path class="bt" d="M36 1v12"/>
    </svg>"
  `)
})

const degenerate: readonly (readonly [string, string])[] = [
  ['no bins', histogram({ ...prices, edges: [], reference: [], sample: [] })],
  ['no rows', histogram({ ...prices, reference: [0, 0, 0], sample: [0, 0, 0] })],
  ['one value', histogram({ ...prices, edges: [5, 5], reference: [3], sample: [2] })],
  [
    'zeros only on a log axis',
    histogram({
      ...prices,
      edges: [0, 0],
      reference: [0],
      sample: [0],
      scale: 'log',
      zero: { reference: 3, sample: 2 },
    }),
  ],
  ['a huge range', histogram({ ...prices, edges: [-1e308, 0, 1, 1e308] })],
  ['no points', ecdf({ ...shares, x: [], reference: [], sample: [] })],
  ['one point', ecdf({ ...shares, x: [3], reference: [1], sample: [1] }, { limit: 2 })],
  ['only zeros on a log axis', ecdf({ ...shares, x: [0], reference: [1], sample: [1], scale: 'log' })],
  ['no categories', categories({ kind: 'categories', entries: [], total: { reference: 0, sample: 0 } })],
  ['a sparkline of nothing', sparkline({ ...prices, edges: [], reference: [], sample: [] })],
  ['a bullet of nothing', bullet(0, 0)],
]

test.each(degenerate)('%s is drawn without a number that is none', (_, svg) => {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
})

test('every text in a chart is escaped', () => {
  const name = `"><script>'&`
  const drawn = [
    histogram(prices, { name }),
    ecdf(shares, { name }),
    categories(
      {
        kind: 'categories',
        entries: [{ label: name, reference: 1, sample: 1 }],
        total: { reference: 1, sample: 1 },
      },
      { name },
    ),
  ]
  for (const svg of drawn) {
    expect(svg).toContain('&quot;&gt;&lt;script&gt;&#39;&amp;')
    expect(svg).not.toContain('<script')
  }
})

/** One element a line. */
function lines(svg: string): string {
  return svg.replaceAll('><', '>\n<')
}

function texts(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(match => match[1] ?? '')
}

function label(svg: string): string {
  return svg.match(/aria-label="([^"]*)"/)?.[1] ?? ''
}
