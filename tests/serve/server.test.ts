import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { songModel, served } from '../support/model.ts'

const row = { danceability: 0.6, loudness: -6.5, tempo: 140, key: 5, title: 'A title' }
const columns = Object.keys(row)
const data = [Object.values(row)]

test('all forms of the protocol give the same prediction; the old one is answered as it was', async () => {
  const { post } = await served(await songModel())
  const [status, { predictions }] = await post({ dataframe_split: { columns, data } })
  expect([status, predictions?.length, typeof predictions?.[0]]).toEqual([200, 1, 'string'])
  const forms = [
    { dataframe_records: [row] },
    { instances: [row] },
    { inputs: row },
    { inputs: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])) },
    { dataframe_records: [{ ...row, other: 'is left out' }] },
  ]
  for (const form of forms) expect(await post(form)).toEqual([200, { predictions }])
  expect(await post({ columns, data })).toEqual([200, predictions])
  const text = `${columns.join(',')}\n0.6,-6.5,140,5,A title\n`
  expect(await post(text, 'text/csv')).toEqual([200, { predictions }])
  expect(await post(text, 'text/csv; charset=utf-8')).toEqual([200, { predictions }])
})

test('a column that may be missing may be null, or not be there', async () => {
  const { post } = await served(await songModel())
  const { title: _, ...untitled } = row
  const [, answer] = await post({ dataframe_records: [{ ...row, title: null }] })
  expect(answer.predictions).toHaveLength(1)
  expect(await post({ dataframe_records: [untitled] })).toEqual([200, answer])
})

test('no rows have no predictions', async () => {
  const { post } = await served(await songModel())
  expect(await post({ dataframe_split: { columns, data: [] } })).toEqual([200, { predictions: [] }])
  expect(await post({ dataframe_records: [] })).toEqual([
    400,
    { error_code: 'BAD_REQUEST', message: 'The column "danceability" is missing.' },
  ])
})

test.for([
  ['nothing', ''],
  ['no JSON', '{'],
  ['a list', '[1]'],
  ['no form', { dataframe_recrds: [] }],
  ['two forms', { instances: [], inputs: {} }],
  ['no columns', { dataframe_split: { data } }],
  ['short rows', { dataframe_split: { columns, data: [[1]] } }],
  ['a mistyped column', { dataframe_records: [{ ...row, tempo: undefined, tmpo: 1 }] }],
  ['text for a number', { dataframe_records: [row, { ...row, tempo: 'fast' }] }],
  ['a number for text', { dataframe_records: [{ ...row, title: 7 }] }],
  ['a missing number', { dataframe_records: [{ ...row, tempo: null }] }],
  ['a nested value', { dataframe_records: [{ ...row, tempo: [140] }] }],
  ['records that are lists', { dataframe_records: [[1]] }],
  ['columns of different lengths', { inputs: { tempo: [1, 2], key: [1] } }],
] as const)('a request with %s is refused with a sentence', async ([, body]) => {
  const { post } = await served(await songModel())
  const [status, answer] = await post(body)
  // What comes behind is the engine's own text, which changes.
  const message = answer.message?.replace(/(no JSON: ).*/, '$1…')
  expect({ status, ...answer, message }).toMatchSnapshot()
})

test('large bodies, other types and other paths are refused', async () => {
  const { post, get, address } = await served(await songModel(), { bodyLimit: 1000 })
  expect(await post({ dataframe_records: [{ ...row, title: 'x'.repeat(2000) }] })).toEqual([
    413,
    { error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'Request body is too large' },
  ])
  expect((await post('<a/>', 'application/xml'))[0]).toBe(415)
  expect((await post('a', 'text/csv; charset=latin1'))[0]).toBe(415)
  expect(await get('/models')).toEqual({
    status: 404,
    text: '{"error_code":"ENDPOINT_NOT_FOUND","message":"There is no GET /models."}',
  })
  expect((await fetch(`${address}/invocations`)).status).toBe(404)
})

test('people and machines that watch are answered', async () => {
  const { get } = await served(await songModel())
  expect(await get('/ping')).toEqual({ status: 200, text: '\n' })
  expect(await get('/health')).toEqual({ status: 200, text: '\n' })
  expect(await get('/version')).toEqual({ status: 200, text: '1.2.3' })
  expect((await get('/')).text).toContain('<td>tempo</td><td>double</td><td>required</td>')
  const api = JSON.parse((await get('/openapi.json')).text)
  expect(api).toMatchObject({ openapi: '3.1.0', info: { title: 'songs:v0', version: '1.2.3' } })
})

test('counters tell of missing values, values beyond the training data, and drift', async () => {
  const { get, post } = await served(await songModel())
  const numberOf = async (name: string) => {
    const line = (await get('/metrics')).text.split('\n').find(each => each.startsWith(`mlcheck_${name} `))
    return Number(line?.split(' ').at(-1))
  }
  await post({ dataframe_records: [row, { ...row, title: null }] })
  await post({ dataframe_records: [{ ...row, tempo: 'x' }] })
  expect(await numberOf('requests_total{status="200"}')).toBe(1)
  expect(await numberOf('requests_total{status="400"}')).toBe(1)
  expect(await numberOf('rows_total')).toBe(2)
  expect(await numberOf('column_missing_total{column="title"}')).toBe(1)
  expect(await numberOf('column_outside_total{column="tempo"}')).toBe(0)
  await post({ dataframe_records: new Array(200).fill({ ...row, tempo: 900 }) })
  expect(await numberOf('column_outside_total{column="tempo"}')).toBe(200)
  expect(await numberOf('column_drift{column="tempo"}')).toBeGreaterThan(1)
})

test('requests that come at once are answered each with its own rows', async () => {
  const { post } = await served(await songModel())
  const requests = Array.from({ length: 40 }, (_, index) => ({
    dataframe_records: Array.from({ length: 1 + (index % 3) }, () => ({
      ...row,
      tempo: 70 + 4 * index,
      danceability: (index % 10) / 10,
    })),
  }))
  const alone = []
  for (const request of requests) alone.push(await post(request))
  expect(await Promise.all(requests.map(request => post(request)))).toEqual(alone)
  const mixed = await Promise.all([
    post(requests[0]),
    post({ dataframe_records: [{ ...row, tempo: 'x' }] }),
    post(requests[1]),
  ])
  expect(mixed.map(([status]) => status)).toEqual([200, 400, 200])
})

test('a server that is closed answers the request that it is reading', async () => {
  const { app, address } = await served(await songModel())
  const body = JSON.stringify({ dataframe_records: [row] })
  const request = httpRequest(`${address}/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  const answered = once(request, 'response')
  request.write(body.slice(0, 20))
  await once(request, 'socket')
  await delay(100)
  const closed = app.close()
  request.end(body.slice(20))
  const [response] = await answered
  expect(response.statusCode).toBe(200)
  response.resume()
  await closed
})
