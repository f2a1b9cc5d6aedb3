import { expect, test } from 'vitest'
import { project } from '../../src/stages/project/index.ts'
import { hostileTexts } from '../support/hostile.ts'
import { refusalOf, runStage } from '../support/stage.ts'

const numbers = Array.from({ length: 12 }, (_, i) => i)
const table = `a,b,c,kind,same
${numbers.map(i => `${i % 4},${(i * i) % 7},${i},${i % 3 === 0 ? 'x' : 'y'},1\n`).join('')}`
const inputs = { data: { 'table.csv': table } }

test('rows are shown by their principal components, as scikit-learn has them', async () => {
  const { columns, log, metrics, metadata, files, text } = await runStage(project, {
    params: { colorBy: 'kind' },
    inputs,
  })
  const { x, y, color } = await columns('projection', 'coordinates.csv')
  // X = [[i % 4, i * i % 7, i] for i in range(12)]; PCA(2).fit_transform(StandardScaler().fit_transform(X))
  const expected = [
    [-2.4211578953358335, -0.6267579329639918],
    [-1.4108320540064596, -0.3532868799219936],
  ]
  expected.forEach(([first, second], row) => {
    expect(x?.[row]).toBeCloseTo(first ?? 0, 12)
    expect(y?.[row]).toBeCloseTo(second ?? 0, 12)
  })
  // explained_variance_ratio_.sum()
  expect(metrics.varianceShare).toBeCloseTo(0.45568786812842765 + 0.3265391252254897, 12)
  expect(color?.slice(0, 2)).toEqual(['x', 'y'])
  expect(files('projection')).toEqual(['coordinates.csv', 'plot.svg'])
  expect(log).toMatchInlineSnapshot(`
    [
      "same is the same in all rows.",
      "12 rows of 3 columns are shown. Both components have 78.2 % of the variance.",
    ]
  `)
  expect(metadata).toEqual({ projection: { method: 'pca', rows: 12, columns: ['a', 'b', 'c'] } })
  expect(metrics.rowsShown).toBe(12)
  const plot = text('projection', 'plot.svg')
  expect(plot.match(/<circle/g)).toHaveLength(12 + 2)
  expect(plot.match(/<text.*<\/text>/g)).toMatchInlineSnapshot(`
    [
      "<text x="40" y="26">12 rows by principal components of 3 columns</text>",
      "<text x="320" y="604" text-anchor="middle">component 1 (45.6 %)</text>",
      "<text x="-310" y="26" text-anchor="middle" transform="rotate(-90)">component 2 (32.7 %)</text>",
      "<text x="624" y="52">kind</text>",
      "<text x="644" y="74">y (8)</text>",
      "<text x="644" y="96">x (4)</text>",
    ]
  `)
})

test('t-SNE keeps groups together', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const far = i % 2 === 0 ? 0 : 100
    return `${far + (i % 7)},${far + (i % 5)},${far - (i % 3)},${i % 2}\n`
  })
  const { columns, log } = await runStage(project, {
    params: { method: 'tsne', perplexity: 10, iterations: 400, colorBy: 'side' },
    inputs: { data: { 'x.csv': `a,b,c,side\n${rows.join('')}` } },
  })
  const { x = [], color = [] } = await columns('projection', 'coordinates.csv')
  const of = (side: number) => x.flatMap((at, row) => (color[row] === side ? [Number(at)] : []))
  const [left, right] = [of(0), of(1)].sort((a, b) => Number(a[0]) - Number(b[0]))
  expect(Math.max(...(left ?? []))).toBeLessThan(Math.min(...(right ?? [])))
  expect(log.join(' ').replace(/[\d.]+ nats/, 'N nats')).toMatchInlineSnapshot(
    `"60 rows of 3 columns are shown. The Kullback–Leibler divergence is N nats."`,
  )
})

test('of too many rows some are drawn, the same ones each time, and it says so', async () => {
  const params = { maxRows: 5, columns: ['a', 'c'] }
  const once = await runStage(project, { params, inputs })
  expect(once.log).toMatchInlineSnapshot(`
    [
      "5 rows of 12 are drawn: maxRows is 5.",
      "5 rows of 2 columns are shown. Both components have 100 % of the variance.",
    ]
  `)
  const again = await runStage(project, { params, inputs })
  expect(again.text('projection', 'plot.svg')).toBe(once.text('projection', 'plot.svg'))
  const other = await runStage(project, { params, inputs, seed: 7 })
  expect(other.text('projection', 'coordinates.csv')).not.toBe(once.text('projection', 'coordinates.csv'))
})

test('rows without a number are left out', async () => {
  const given = { data: { 'x.csv': 'a,b\n1,2\n,3\n2,nan\n3,5\n4,1\n5,-inf\n' } }
  const { log, metrics } = await runStage(project, { inputs: given })
  expect(log).toMatchInlineSnapshot(`
    [
      "3 rows without a finite number in every column are left out.",
      "3 rows of 2 columns are shown. Both components have 100 % of the variance.",
    ]
  `)
  expect(metrics.rowsShown).toBe(3)
})

test('labels and names cannot break out of the plot or the coordinates', async () => {
  const labels = hostileTexts.filter(label => !/[\0\ud800-\udfff\r]/.test(label) && label.trim() !== '')
  const cells = labels.map((label, i) => `${i},${(i * i) % 7},"${label.replaceAll('"', '""')}"\n`)
  const { text, columns } = await runStage(project, {
    params: { colorBy: '<b>&"x' },
    inputs: { data: { 'x.csv': `a,b,"<b>&""x"\n${cells.join('')}` } },
  })
  expect((await columns('projection', 'coordinates.csv')).color).toEqual(labels)
  const plot = text('projection', 'plot.svg')
  const tags = new Set([...plot.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag))
  expect([...tags].sort()).toEqual(['circle', 'g', 'rect', 'style', 'svg', 'text', 'title'])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML cannot hold.
  expect(/[\0-\x08\x0b-\x1f\ud800-\udfff]/.test(plot.replace(/\p{Extended_Pictographic}/gu, ''))).toBe(false)
})

test('many values are the twenty most frequent and others, many numbers are ranges', async () => {
  const rows = Array.from(
    { length: 90 },
    (_, i) => `${i},${(i * i) % 17},v${i % 30},${i % 40 === 0 ? '' : i}\n`,
  )
  const given = { data: { 'x.csv': `a,b,name,size\n${rows.join('')}` } }
  const legend = async (colorBy: string) => {
    const { text } = await runStage(project, { params: { columns: ['a', 'b'], colorBy }, inputs: given })
    const texts = [...text('projection', 'plot.svg').matchAll(/<text x="644"[^>]*>(.*)<\/text>/g)]
    return texts.map(([, label]) => label)
  }
  const names = await legend('name')
  expect([names.length, names[0], names.at(-1)]).toEqual([21, 'v0 (3)', 'other (30)'])
  expect(await legend('size')).toMatchInlineSnapshot(`
    [
      "1 to 14 (14)",
      "15 to 29 (15)",
      "30 to 44 (14)",
      "45 to 59 (15)",
      "60 to 73 (14)",
      "74 to 89 (15)",
      "missing (3)",
    ]
  `)
})

test('what cannot be shown is refused', async () => {
  const said = (params: object, data = table) =>
    refusalOf(runStage(project, { params, inputs: { data: { 'x.csv': data } } }))
  expect(await said({ columns: ['a', 'd'] })).toMatchInlineSnapshot(`
    "There is no column d. (exit 2)
    Did you mean a?"
  `)
  expect(await said({ columns: ['a', 'kind'] })).toMatchInlineSnapshot(`
    "kind holds text, which has no place among numbers. (exit 2)
    Columns of numbers are a, b, c, same."
  `)
  expect(await said({ columns: ['a', 'same'] })).toMatchInlineSnapshot(`
    "Two columns of numbers that vary are needed, and there is only a. (exit 2)
    Choose other columns, or encode those that hold text as numbers."
  `)
  expect(await said({ colorBy: 'kin' })).toMatchInlineSnapshot(`
    "There is no column kin. (exit 2)
    Did you mean kind?"
  `)
  expect(await said({}, 'a,b\n1,2\n3,4\n')).toMatchInlineSnapshot(`
    "Three rows with a number in every column are needed, and there are 2. (exit 1)
    Fill nulls in a step before, or choose columns that have fewer."
  `)
  expect(await said({}, 'a,b\nx,2\ny,4\n')).toMatchInlineSnapshot(`
    "Two columns of numbers that vary are needed, and there is only b. (exit 2)
    Choose other columns, or encode those that hold text as numbers."
  `)
  expect(await said({}, 'a,b\nx,y\n')).toMatchInlineSnapshot(`
    "Two columns of numbers that vary are needed, and there is none. (exit 2)
    Choose other columns, or encode those that hold text as numbers."
  `)
  expect(await said({ method: 'tsne' })).toMatchInlineSnapshot(`
    "The perplexity, 30, is not below the 12 rows. (exit 2)
    It is about the number of neighbours that a row has: choose a smaller one."
  `)
})

test('t-SNE ends when the run is interrupted', async () => {
  const reason = new Error('interrupted')
  const controller = new AbortController()
  const params = { method: 'tsne', perplexity: 3, iterations: 1_000_000 } as const
  const run = runStage(project, {
    params,
    inputs,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  })
  await expect(run).rejects.toBe(reason)
})
