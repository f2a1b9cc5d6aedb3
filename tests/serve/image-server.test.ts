import { expect, test } from 'vitest'
import { servedImages } from '../support/imageModel.ts'
import { images } from '../support/images.ts'

const base64 = (image: Uint8Array) => Buffer.from(image).toString('base64')

test('an image is classified as it is, and in Base64 in all forms of the protocol', async () => {
  const { post } = await servedImages()
  const [status, { predictions }] = await post(images.rgb, 'image/png')
  expect([status, predictions]).toEqual([200, [{ label: 'bird', probability: expect.any(Number) }]])
  const image = base64(images.rgb)
  const forms = [
    { instances: [image] },
    { instances: [[image]] },
    { instances: [{ image }] },
    { inputs: [image] },
    { inputs: { image: [image] } },
    { inputs: { image } },
    { dataframe_records: [{ image }] },
    { dataframe_split: { columns: ['image'], data: [[image]] } },
  ]
  for (const form of forms) expect(await post(form)).toEqual([200, { predictions }])
  expect(await post({ columns: ['image'], data: [[image]] })).toEqual([200, predictions])
  const [, jpeg] = await post(images.jpeg, 'image/jpeg')
  expect(jpeg.predictions).toHaveLength(1)
  expect(jpeg.predictions).not.toEqual(predictions)
  expect(await post({ instances: [image, base64(images.jpeg)] })).toEqual([
    200,
    { predictions: [...(predictions ?? []), ...(jpeg.predictions ?? [])] },
  ])
})

test('as many of the likeliest labels are told as the specification asks for', async () => {
  const { post } = await servedImages({}, { topK: 3 })
  const [, { predictions }] = await post(images.rgb, 'image/png')
  expect(predictions).toMatchObject([
    { label: 'bird', top: [{ label: 'bird' }, { label: 'dog' }, { label: 'cat' }] },
  ])
})

test.for([
  ['no image', Buffer.from('none'), 'image/png'],
  ['nothing', Buffer.alloc(0), 'image/png'],
  ['a cut image', images.cut, 'image/jpeg'],
  ['a tiny file of a huge image', images.huge, 'image/png'],
  ['a second row that is no image', { instances: [base64(images.rgb), base64(Buffer.from('none'))] }],
  ['no Base64', { instances: ['***'] }],
  ['a number', { instances: [[7]] }],
  ['another column', { dataframe_records: [{ imaeg: base64(images.rgb) }] }],
  ['no form', { image: base64(images.rgb) }],
  ['a list', '["a"]'],
] as const)('a request with %s is refused with a sentence', async ([, body, type]) => {
  const { post } = await servedImages()
  const [status, answer] = await post(body, type)
  expect({ status, ...answer }).toMatchSnapshot()
})

test('large bodies and other types are refused', async () => {
  const { post } = await servedImages({ bodyLimit: 200 })
  expect((await post(images.jpeg, 'image/jpeg'))[0]).toBe(413)
  expect((await post('a\n1\n', 'text/csv'))[0]).toBe(415)
  expect((await post(images.jpeg, 'image/gif'))[0]).toBe(415)
})

test('requests that come at once are answered each with its own images', async () => {
  const { post, get } = await servedImages()
  const all = [images.rgb, images.grey, images.rgba, images.cut, images.jpeg]
  const alone = []
  for (const image of all) alone.push(await post(image, 'image/png'))
  expect(await Promise.all(all.map(image => post(image, 'image/png')))).toEqual(alone)
  const { text } = await get('/metrics')
  expect(text).toContain('mlcheck_requests_total{status="200"} 8\n')
  expect(text).toContain('mlcheck_requests_total{status="400"} 2\n')
  expect(text).toContain('mlcheck_rows_total 8\n')
})

test('people and machines that watch are answered', async () => {
  const { get } = await servedImages()
  expect(await get('/ping')).toEqual({ status: 200, text: '\n' })
  expect((await get('/')).text).toContain('image/png')
  const api = JSON.parse((await get('/openapi.json')).text)
  const { content } = api.paths['/invocations'].post.requestBody
  expect(Object.keys(content)).toEqual(['application/json', 'image/png', 'image/jpeg'])
})
