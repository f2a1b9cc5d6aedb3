import type { FastifyInstance } from 'fastify'
import type { Json } from '../core/value.ts'
import type { Classified, ImageClassifier } from '../stages/image/classifier.ts'
import { BadImage } from '../stages/image/decode.ts'
import { imagesOfBody } from './image-request.ts'
import { monitor } from './monitor.ts'
import { openApi } from './open-api.ts'
import { pageOf } from './page.ts'
import { assertContentType, jsonIn, protocolServer, type ServerOptions } from './protocol.ts'
import { BadRequest } from './request.ts'

const signature = {
  inputs: [{ name: 'image', type: 'string', required: true }],
  output: { name: 'label', type: 'string', required: true },
} as const

const about = `<p><code>POST /invocations</code> classifies a PNG or JPEG file, or several in Base64 in the forms of MLflow’s scoring protocol.
<h2>Examples</h2><pre>curl -H 'content-type: image/png' --data-binary @image.png localhost:5000/invocations
curl -H 'content-type: application/json' --data '{"instances": ["iVBORw0KGgo…"]}' localhost:5000/invocations</pre>`

/**
 * A server of MLflow's scoring protocol for a model of images, which also takes them as `image/png` and `image/jpeg`.
 * Images are decoded and classified one at a time, so that memory stays bounded however many come at once.
 */
export function imageServer(classifier: ImageClassifier, options: ServerOptions): FastifyInstance {
  const counted = monitor({ rows: 0, columns: [] })
  const classify = oneAtATime(classifier.classify)
  const app = protocolServer(options, {
    counted,
    openApi: openApi(signature, options, ['image/png', 'image/jpeg']),
    page: pageOf(options.title, about),
    bodies: { 'application/json': 'text', 'image/png': 'bytes', 'image/jpeg': 'bytes' },
  })

  app.post('/invocations', async (request, reply) => {
    const started = performance.now()
    const type = request.headers['content-type'] ?? ''
    assertContentType(type)
    const isImage = /^image\//i.test(type)
    const { images, isBare } = isImage
      ? { images: [Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)], isBare: false }
      : imagesOfBody(jsonIn(String(request.body ?? '')))
    const predicted: Json[] = []
    for (const [row, image] of images.entries()) {
      const place = isImage ? 'The body' : `"image" in row ${row}`
      predicted.push(answerOf(await classify(image).catch(asBadRequest(place))))
    }
    counted.answered(200, (performance.now() - started) / 1000, images.length)
    return reply.send(isBare ? predicted : { predictions: predicted })
  })
  return app
}

function answerOf({ top }: Classified): Json {
  const [first] = top
  const { label = '', probability = 0 } = first ?? {}
  return { label, probability, ...(top.length > 1 && { top: top.map(each => ({ ...each })) }) }
}

function asBadRequest(place: string) {
  return (error: unknown): never => {
    throw error instanceof BadImage ? new BadRequest(`${place} ${error.message}.`) : error
  }
}

/** A function whose calls wait for each other. */
function oneAtATime<A, T>(work: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return argument => {
    const next = last.then(() => work(argument))
    last = next.catch(() => {})
    return next
  }
}
