import type { Json } from '../core/value.ts'
import type { Signature, SignatureColumn } from '../stages/model/folder.ts'

interface About {
  readonly title: string
  readonly version: string
}

/**
 * The server's interface, as OpenAPI 3.1.
 *
 * @param bodies media types that are taken besides JSON
 */
export function openApi(
  { inputs, output }: Signature,
  { title, version }: About,
  bodies: readonly string[] = ['text/csv'],
): Json {
  const row = {
    type: 'object',
    properties: Object.fromEntries(inputs.map(input => [input.name, typeOf(input)])),
    required: inputs.flatMap(({ name, required }) => (required ? [name] : [])),
  }
  const splitForm = {
    type: 'object',
    required: ['columns', 'data'],
    properties: {
      columns: { type: 'array', items: { type: 'string', enum: inputs.map(({ name }) => name) } },
      data: { type: 'array', items: { type: 'array' } },
    },
  }
  const form = (name: string, of: Json) => ({ type: 'object', required: [name], properties: { [name]: of } })
  const label = { type: output.type === 'string' ? 'string' : 'number' }
  const problem = {
    description: 'What is wrong with the request.',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { error_code: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  }
  return {
    openapi: '3.1.0',
    info: { title, version },
    paths: {
      '/invocations': {
        post: {
          summary: 'Predict rows.',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  oneOf: [
                    form('dataframe_split', splitForm),
                    form('dataframe_records', { type: 'array', items: row }),
                    form('instances', { type: 'array', items: row }),
                    form('inputs', { type: 'object' }),
                    splitForm,
                  ],
                },
              },
              ...Object.fromEntries(bodies.map(type => [type, { schema: { type: 'string' } }])),
            },
          },
          responses: {
            '200': {
              description: 'A prediction for each row.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: { predictions: { type: 'array', items: label } },
                  },
                },
              },
            },
            '400': problem,
            '413': problem,
            '415': problem,
          },
        },
      },
      '/ping': {
        get: { summary: 'Whether the server is up.', responses: { '200': { description: 'It is.' } } },
      },
      '/version': {
        get: { summary: 'The version of mlcheck.', responses: { '200': { description: 'The version.' } } },
      },
      '/metrics': {
        get: {
          summary: 'Counters of requests and of drift, for Prometheus.',
          responses: { '200': { description: 'The counters.' } },
        },
      },
    },
  }
}

function typeOf({ type, required }: SignatureColumn): Json {
  const name = type === 'string' ? 'string' : 'number'
  return { type: required ? name : [name, 'null'] }
}
