import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import { equal, moreThan, value } from '../../src/core/expr.ts'
import { workbench } from './support.ts'

const { file, memory, open, path } = workbench()

const positionsOf = async (relation: Relation, wanted: string) => {
  const request = { columns: ['a'], valueLimit: 10, lineLimit: 10 }
  const { positions, positionKind } = await relation.failing({
    selection: { where: equal(value('a'), wanted) },
    ...request,
  })
  return [positionKind, ...positions]
}

test('lines are those of the file, whatever stands between the rows', async () => {
  expect(await positionsOf(await file('a,b\nx,1\ny,2\nx,3\n'), 'x')).toEqual(['line', 2, 4])
  expect(await positionsOf(await file('a,b\r\nx,1\r\ny,2\r\nx,3'), 'x')).toEqual(['line', 2, 4])
  expect(await positionsOf(await file('a,b\rx,1\ry,2\rx,3\r'), 'x')).toEqual(['line', 2, 4])
  expect(await positionsOf(await file('\ufeffa,b\nx,1\n\n\nx,3\n'), 'x')).toEqual(['line', 2, 5])
  expect(await positionsOf(await file('a,b\ny,"1\n2\n3"\nx,3\n'), 'x')).toEqual(['line', 5])
  expect(await positionsOf(await file('a,b\r\ny,"1\r\n""2""\r\n3"\r\nx,3\r\n'), 'x')).toEqual(['line', 5])
  expect(await positionsOf(await file('"a","b\nc"\ny,5" disk\nx,"x"\n'), 'x')).toEqual(['line', 4])
  expect(await positionsOf(await file('\n\na,b\nx,1\n'), 'x')).toEqual(['line', 4])
  expect(await positionsOf(await file('a,b\r\ny,1\nx,2\n'), 'x')).toEqual(['line', 3])
  expect(await positionsOf(await file('x,1\ny,2\nx,3\n', { header: false }).then(renamed), 'x')).toEqual([
    'line',
    1,
    3,
  ])
  expect(await positionsOf(await file(gzipSync('a,b\ny,1\nx,2\n')), 'x')).toEqual(['line', 3])
  expect(
    await positionsOf(
      await file(Buffer.from('\ufeffa,b\ny,1\nx,2\n', 'utf16le'), { encoding: 'utf-16' }),
      'x',
    ),
  ).toEqual(['line', 3])
  expect(await positionsOf(await file('a\nx\n\nx\n'), 'x')).toEqual(['line', 2, 4])
})

/** Lets a file without a header be asked for its column `a`. */
function renamed(relation: Relation): Relation {
  const failing: Relation['failing'] = request =>
    relation.failing({
      ...request,
      columns: ['column_1'],
      selection: { where: equal(value('column_1'), 'x') },
    })
  return Object.assign(Object.create(relation), { failing })
}

test('lines are right beside columns that are named as a row number might be', async () => {
  for (const name of ['rowid', 'ROWID', 'r', 'row number\u0001'])
    expect(await positionsOf(await file(`a,${name}\nx,7\ny,8\nx,9\n`), 'x')).toEqual(['line', 2, 4])
})

test('lines are right beyond the first chunk of a large file', async () => {
  const row = (index: number) =>
    `${index},"a text of some length, ${'z'.repeat(index % 90)}\nwith a second line"`
  const text = Array.from({ length: 40_000 }, (_, index) => row(index)).join('\n')
  const relation = await file(`a,b\n${text}\n`)
  const found = await relation.failing({
    selection: { where: moreThan(value('a'), 39_997) },
    columns: ['a'],
    valueLimit: 10,
    lineLimit: 10,
  })
  expect(found.positions).toEqual([79_998, 80_000])
})

test('several files are one table, and lines are those of each file', async () => {
  await file('a,b\nx,1\n', { name: 'part1.csv' })
  await file('b;a\n2;y\n3;x\n', { name: 'part2.csv' })
  const relation = await open({
    kind: 'files',
    label: 'parts',
    paths: [path('part1.csv'), path('part2.csv')],
  })
  expect(relation.info.rows).toBe(3)
  expect(await positionsOf(relation, 'x')).toEqual(['line', 2, 3])
})

test('one object a line has lines, everything else has rows', async () => {
  expect(await positionsOf(await file('{"a":"y"}\n\n{"a":"x"}\n', { format: 'ndjson' }), 'x')).toEqual([
    'line',
    3,
  ])
  expect(await positionsOf(await file('[{"a":"y"},\n{"a":"x"}]', { format: 'json' }), 'x')).toEqual([
    'row',
    2,
  ])
  expect(await positionsOf(await memory({ a: ['y', 'x'] }), 'x')).toEqual(['row', 2])
})

test('offending values come by frequency, with the first of their lines', async () => {
  const relation = await file('a,b\nx,1\ny,2\ny,3\nz,4\ny,5\nx,6\n')
  const found = await relation.failing({
    selection: { where: moreThan(value('b'), 1) },
    columns: ['a'],
    valueLimit: 2,
    lineLimit: 2,
  })
  expect(found).toEqual({
    count: 5,
    distinct: 3,
    values: [
      { values: ['y'], count: 3, positions: [3, 4] },
      { values: ['z'], count: 1, positions: [5] },
    ],
    positions: [3, 4],
    positionKind: 'line',
    firstRows: [1, 2],
    block: { rows: 5, from: 3, to: 7 },
  })
})

test('the longest stretch of offending rows is found, the first of several', async () => {
  const relation = await file('a\n1\n0\n1\n1\n0\n1\n1\n0\n1\n')
  const { block } = await relation.failing({
    selection: { where: moreThan(value('a'), 0) },
    columns: ['a'],
    valueLimit: 1,
    lineLimit: 1,
  })
  expect(block).toEqual({ rows: 2, from: 4, to: 5 })
})

test('cells of some rows come in the order in which the rows are asked for', async () => {
  const relation = await file('a,b\nx,1\ny,\nz,3\n')
  expect(await relation.rowsAt({ rows: [2, 1, 7], columns: ['b', 'a'] })).toEqual([
    [3, 'z'],
    [null, 'y'],
    undefined,
  ])
  expect(await relation.rowsAt({ rows: [], columns: ['a'] })).toEqual([])
})

test('rows that share their values are shown with all of their lines', async () => {
  const relation = await file('a,b,c\n1,x,p\n2,y,q\n1,x,r\n,,s\n,,t\n1,,u\n1,,v\n')
  const found = await relation.failing({
    selection: { duplicatesOf: ['a', 'b'] },
    columns: ['a', 'b'],
    valueLimit: 10,
    lineLimit: 10,
  })
  expect(found.count).toBe(4)
  expect(found.values).toEqual([
    { values: [1, 'x'], count: 2, positions: [2, 4] },
    { values: [1, null], count: 2, positions: [7, 8] },
  ])
})

test('nothing offends in a table without rows', async () => {
  const relation = await file('a,b\n')
  const found = await relation.failing({
    selection: { where: { literal: true } },
    columns: ['a'],
    valueLimit: 10,
    lineLimit: 10,
  })
  expect(found).toMatchObject({ count: 0, distinct: 0, values: [], positions: [] })
})
