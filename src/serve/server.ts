import { escapedMarkup } from '../core/markup.ts'
import { parse } from 'csv-parse/sync'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { messageOf, UserError } from '../core/errors.ts'
import type { Model } from '../stages/model/folder.ts'
import { predictions } from '../stages/model/predictions.ts'
import { batches } from './batches.ts'
import { monitor } from './monitor.ts'
import { openApi } from './open-api.ts'
import { BadRequest, rowsOfBody, rowsOfCsv, tableOfRows } from './request.ts'

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

/**
 * A server of MLflow's scoring protocol for a model: `POST /invocations`, `GET /ping`, `/health`, `/version`; besides
 * `/metrics`, `/openapi.json`, and a page about them.
 *
 * @see https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/
 */
export function scoringServer(model: Model, options: ServerOptions): FastifyInstance {
  const { title, version, bodyLimit, requestTimeout } = options
  const { pipeline, signature } = model
  const counted = monitor(model.profile)
  const together = batches(table => predictions(pipeline, signature, table).labels)
  const app = fastify({ logger: false, bodyLimit, requestTimeout, forceCloseConnections: 'idle' })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => done(null, body))
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_, body, done) => done(null, body))

  app.get('/ping', () => '\n')
  app.get('/health', () => '\n')
  app.get('/version', () => version)
  app.get('/metrics', (_, reply) => reply.type('text/plain; version=0.0.4').send(counted.text()))
  app.get('/openapi.json', () => openApi(signature, { title, version }))
  app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(pageOf(model, title)))

  app.post('/invocations', async (request, reply) => {
    const started = performance.now()
    assertContentType(request.headers['content-type'] ?? '')
    const isCsv = /^text\/csv/i.test(request.headers['content-type'] ?? '')
    const body = String(request.body ?? '')
    const rows = isCsv ? rowsOfCsv(csvRows(body)) : rowsOfBody(jsonIn(body), signature.inputs)
    const table = tableOfRows(rows, signature.inputs, { isText: isCsv })
    const predicted = table.rowCount === 0 ? [] : await together.predict(table)
    counted.see(table)
    counted.answered(200, (performance.now() - started) / 1000, table.rowCount)
    return reply.send(rows.isBare ? predicted : { predictions: predicted })
  })

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

/** As MLflow does, other character sets and parameters are refused. */
function assertContentType(text: string): void {
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

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new BadRequest(`The body is no JSON: ${messageOf(error)}.`)
  }
}

function csvRows(body: string): readonly (readonly string[])[] {
  try {
    return parse(body, { relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    throw new BadRequest(`The body is no CSV: ${messageOf(error)}.`)
  }
}

function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').slice(0, 100)
}

function pageOf({ signature }: Model, title: string): string {
  const example = {
    dataframe_records: [
      Object.fromEntries(signature.inputs.map(({ name, type }) => [name, type === 'string' ? 'text' : 0.5])),
    ],
  }
  const rows = signature.inputs
    .map(
      ({ name, type, required }) =>
        `<tr><td>${escapedMarkup(name)}</td><td>${type}</td><td>${required ? 'required' : 'may be missing'}</td></tr>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapedMarkup(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}td{padding:.1rem 1rem .1rem 0}pre{overflow:auto;padding:1rem;border:1px solid #8888}</style>
<h1>${escapedMarkup(title)}</h1>
<p><code>POST /invocations</code> predicts rows, in the forms of MLflow’s scoring protocol or as CSV. <a href="openapi.json">openapi.json</a>, <a href="metrics">metrics</a>, <a href="ping">ping</a>, <a href="version">version</a>.</p>
<h2>Columns</h2><table>${rows}</table>
<h2>Example</h2><pre>curl -H 'content-type: application/json' --data '${escapedMarkup(JSON.stringify(example))}' localhost:5000/invocations</pre>
</html>
`
}
