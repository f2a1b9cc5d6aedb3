import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { messageOf } from '../core/errors.ts'
import { escapedMarkup } from '../core/markup.ts'
import type { Model } from '../stages/model/folder.ts'
import { predictions } from '../stages/model/predictions.ts'
import { batches } from './batches.ts'
import { monitor } from './monitor.ts'
import { openApi } from './open-api.ts'
import { pageOf } from './page.ts'
import { assertContentType, jsonIn, protocolServer, type ServerOptions } from './protocol.ts'
import { BadRequest, rowsOfBody, rowsOfCsv, tableOfRows } from './request.ts'

/** A server of MLflow's scoring protocol for a model of tables. */
export function scoringServer(model: Model, options: ServerOptions): FastifyInstance {
  const { pipeline, signature } = model
  const counted = monitor(model.profile)
  const together = batches(table => predictions(pipeline, signature, table).labels)
  const app = protocolServer(options, {
    counted,
    openApi: openApi(signature, options),
    page: pageOf(options.title, about(model)),
    bodies: { 'application/json': 'text', 'text/csv': 'text' },
  })
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
  return app
}

function csvRows(body: string): readonly (readonly string[])[] {
  try {
    return parse(body, { relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    throw new BadRequest(`The body is no CSV: ${messageOf(error)}.`)
  }
}

function about({ signature }: Model): string {
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
  return `<p><code>POST /invocations</code> predicts rows, in the forms of MLflow’s scoring protocol or as CSV.
<h2>Columns</h2><table>${rows}</table>
<h2>Example</h2><pre>curl -H 'content-type: application/json' --data '${escapedMarkup(JSON.stringify(example))}' localhost:5000/invocations</pre>`
}
