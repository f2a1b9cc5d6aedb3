import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { messageOf, UserError } from '../core/errors.ts'
import type { Json } from '../core/value.ts'
import type { Monitor } from './monitor.ts'
import { BadRequest } from './request.ts'

export interface ServerOptions {
  /** What the model is called. */
  readonly title: string
  /** The version of mlcheck. */
  readonly version: string
  /** Bytes. */
  readonly bodyLimit: number
  /** Milliseconds that a request may take to arrive. */
  readonly requestTimeout: number
}

/** What a server has besides its predictions. */
interface Surroundings {
  readonly counted: Monitor
  readonly openApi: Json
  /** HTML. */
  readonly page: string
  /** Media types of bodies, each with whether it is text. */
  readonly bodies: Readonly<Record<string, 'text' | 'bytes'>>
}

/**
 * A server of MLflow's scoring protocol without `POST /invocations`: `GET /ping`, `/health`, `/version`; besides
 * `/metrics`, `/openapi.json`, and a page about them. What goes wrong is answered as MLflow does, in a sentence.
 *
 * @see https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/
 */
export function protocolServer(
  { version, bodyLimit, requestTimeout }: ServerOptions,
  { counted, openApi, page, bodies }: Surroundings,
): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit, requestTimeout, forceCloseConnections: 'idle' })
  app.removeAllContentTypeParsers()
  for (const [type, kind] of Object.entries(bodies))
    if (kind === 'text')
      app.addContentTypeParser(type, { parseAs: 'string' }, (_, body, done) => done(null, body))
    else app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body))

  app.get('/ping', () => '\n')
  app.get('/health', () => '\n')
  app.get('/version', () => version)
  app.get('/metrics', (_, reply) => reply.type('text/plain; version=0.0.4').send(counted.text()))
  app.get('/openapi.json', () => openApi)
  app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(page))

  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, `There is no ${request.method} ${pathOf(request.url)}.`),
  )
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _, reply) => {
    const isTheirs = error instanceof BadRequest || error instanceof UserError
    const status = isTheirs ? 400 : (error.statusCode ?? 500)
    counted.answered(status, 0, 0)
    const hint = error instanceof UserError && error.hint !== undefined ? ` ${error.hint}` : ''
    return refuse(
      reply,
      status,
      status >= 500 ? 'The model failed on this request.' : `${messageOf(error)}${hint}`,
    )
  })
  return app
}

const codes: Readonly<Record<number, string>> = {
  404: 'ENDPOINT_NOT_FOUND',
  413: 'REQUEST_LIMIT_EXCEEDED',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

function refuse(reply: FastifyReply, status: number, message: string) {
  const error_code = codes[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST')
  return reply.code(status).type('application/json').send({ error_code, message })
}

/** As MLflow does, other character sets and parameters are refused: the status is 415. */
export function assertContentType(text: string): void {
  const [, ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const other = parameters.find(parameter => !/^charset="?utf-?8"?$/.test(parameter))
  if (other === undefined) return
  throw Object.assign(
    new Error(`The content type ${text} is not supported: only charset=utf-8 may be given.`),
    {
      statusCode: 415,
    },
  )
}

/** What a body of JSON says. @throws BadRequest when it is none */
export function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new BadRequest(`The body is no JSON: ${messageOf(error)}.`)
  }
}

function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').slice(0, 100)
}
